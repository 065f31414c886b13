// Package memo remembers what a build worked out, so that the next build need not.
//
// It knows three things. A [Sum] names bytes by their content. A [Key] names a result by all
// that went into it, part by part, so that a change can be explained. A [Table] holds results by
// key, and a state file holds tables from one run to the next.
//
// One codec serves both ends: the bytes that are hashed into a key are the bytes that would be
// stored, walked by reflection over every exported field. A field that is added to a value is
// therefore in its key at once; none can be forgotten.
package memo
