package watch

import "syscall"

// network names the kind of file system on which changes made by others go untold. FUSE is one of
// them: what lies behind it may be anything.
func network(folder string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(folder, &st) != nil {
		return ""
	}
	switch uint32(st.Type) { // the numbers of statfs(2), and of file systems outside the kernel
	case 0x6969:
		return "NFS"
	case 0x517b, 0xff534d42, 0xfe534d42:
		return "SMB"
	case 0x01021997:
		return "9P"
	case 0x65735546:
		return "FUSE"
	case 0x5346414f, 0x6b414653:
		return "AFS"
	case 0x00c36400:
		return "Ceph"
	case 0x73757245:
		return "Coda"
	case 0x564c:
		return "NCP"
	case 0x0bd00bd0:
		return "Lustre"
	case 0x47504653:
		return "GPFS"
	case 0x01161970:
		return "GFS2"
	case 0x7461636f:
		return "OCFS2"
	case 0x19830326:
		return "BeeGFS"
	case 0x786f4256, 0xbacbacbc, 0x7c7c6673:
		return "virtual machine"
	}
	return ""
}
