"""Opens what the pages of a built site offer to take away, with other people's programs: CSV with Python's strict
reader, XLSX with LibreOffice and openpyxl, calendars with icalendar, data files with a reader of TOML.
.ci/downloads calls it with the folder of the site.

Before it looks, it breaks sound files on purpose and sees whether each fault is told."""
import csv, datetime, io, json, pathlib, re, shutil, subprocess, sys, tempfile, time, tomllib, urllib.parse


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode('utf-8'), newline=''), strict=True))


def check_csv(data):
    """What is wrong with a table, by RFC 4180 and by our own rules."""
    if data.startswith(b'\xef\xbb\xbf'):
        yield 'begins with a byte order mark'
    if not data.endswith(b'\r\n'):
        yield 'does not end with CRLF'
    bare = re.sub(rb'"(?:[^"]|"")*"', b'', data)
    if b'\r' in bare.replace(b'\r\n', b'') or b'\n' in bare.replace(b'\r\n', b''):
        yield 'a line does not end with CRLF'
    if re.search(rb'[\x00-\x09\x0b\x0c\x0e-\x1f]', data):
        yield 'holds a control character'
    try:
        rows = rows_of(data)
    except (csv.Error, UnicodeDecodeError) as fault:
        yield f'cannot be read: {fault}'
        return
    if len(rows) < 2:
        yield 'has no row'
    if len({len(row) for row in rows}) != 1:
        yield 'rows differ in their number of fields'
    if len(rows[0]) != len(set(rows[0])) or '' in rows[0]:
        yield f'columns without a name of their own: {rows[0]}'
    for row in rows:
        for field in row:
            if re.match(r'\s*[=+@＝＋－＠]|\s*-(?![0-9]+$)', field):
                yield f'a spreadsheet would run {field!r}'


def check_xlsx(path, tables, shown):
    """What is wrong with a workbook. tables are the CSV files of the same data, shown what LibreOffice made of it."""
    import openpyxl
    book = openpyxl.load_workbook(path)
    if not book.properties.title or not re.match(r'[a-z]{2}(-[A-Z]{2})?$', book.properties.language or ''):
        yield 'has no title or no language'
    if len(book.worksheets) != len(tables) or len(shown) != len(tables):
        yield f'{len(book.worksheets)} sheets, {len(shown)} of them opened, for {len(tables)} tables'
        return
    for sheet, table, seen in zip(book.worksheets, tables, shown):
        if sheet.freeze_panes != 'A2' or not sheet['A1'].font.bold:
            yield f'{sheet.title}: the first row does not stand out'
        if len(table) > 1 and sheet.auto_filter.ref != sheet.dimensions:
            yield f'{sheet.title}: filters {sheet.auto_filter.ref} of {sheet.dimensions}'
        for r, row in enumerate(table):
            for c, want in enumerate(row):
                cell = sheet.cell(r + 1, c + 1)
                at = f'{sheet.title}!{cell.coordinate}'
                if cell.data_type == 'f':
                    yield f'{at} is a formula'
                if (got := plain(cell.value)) not in (want, want.removeprefix("'")):
                    yield f'{at} is {got!r}, in the CSV {want!r}'
                if re.fullmatch(r'\d{4}-\d\d-\d\d', want) and want >= '1900-03-01' and not cell.is_date:
                    yield f'{at} is a day, but not for a spreadsheet'
                try:
                    saw = seen[r][c]
                except IndexError:
                    saw = ''
                if saw not in (want, want.removeprefix("'")) and not (re.fullmatch(r'-?\d+', want) and re.sub(r'[^\d-]', '', saw) == want):
                    yield f'{at} is shown as {saw!r}, in the CSV {want!r}'


def plain(value):
    if value is None:
        return ''
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)


def check_ics(data):
    """What is wrong with a calendar, by RFC 5545."""
    import icalendar
    lines = data.split(b'\r\n')
    if lines[-1] != b'' or any(b'\n' in line or b'\r' in line for line in lines):
        yield 'a line does not end with CRLF'
    if long := [line for line in lines if len(line) > 75]:
        yield f'a line of {len(long[0])} octets'
    try:
        for line in lines:
            line.decode('utf-8')
    except UnicodeDecodeError:
        yield 'a line is folded within a character'
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except ValueError as fault:
        yield f'cannot be read: {fault}'
        return
    if str(calendar.get('VERSION')) != '2.0' or not calendar.get('PRODID'):
        yield 'no VERSION or PRODID'
    events = calendar.walk('VEVENT')
    if not events:
        yield 'no event'
    ids = [str(event.get('UID', '')) for event in events]
    if '' in ids or len(ids) != len(set(ids)):
        yield 'events without a UID of their own'
    for event in events:
        name = event.get('UID')
        if event.errors:
            yield f'{name}: {event.errors}'
        if not event.get('SUMMARY') or not event.get('DTSTAMP'):
            yield f'{name} has no SUMMARY or no DTSTAMP'
            continue
        first, end = event.decoded('DTSTART'), event.decoded('DTEND')
        if type(first) is not datetime.date or type(end) is not datetime.date or end <= first:
            yield f'{name} is from {first} to {end}'
        if not event['SUMMARY'].params.get('LANGUAGE'):
            yield f'{name} does not say its language'


def open_all(books, scratch):
    """What LibreOffice shows of workbooks: for each, the rows of its sheets in order."""
    for n, book in enumerate(books):  # their names say which is which
        shutil.copy(book, scratch / f'{n}.xlsx')
    # 44 comma, 34 quotation mark, 76 UTF-8; as shown, each sheet a file of its own.
    run = subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{scratch}/profile', '--convert-to',
                          'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', '--outdir', str(scratch / 'out'),
                          *(str(scratch / f'{n}.xlsx') for n in range(len(books)))], capture_output=True, text=True, timeout=120)
    made = re.findall(r'^Writing sheet .* -> (.*)$', run.stdout, re.M)
    return [[rows_of(pathlib.Path(f).read_bytes()) for f in made if pathlib.Path(f).name.startswith(f'{n}-')] for n in range(len(books))]


def selftest():
    """Sound files are sound, and each that is broken is told."""
    table = b'ID,Nom,Jour\r\na,"Un, \xc3\xa9t\xc3\xa9",2027-01-28\r\nb,\'+1,-5\r\n'
    calendar = ('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20270128\r\n'
                'DTEND;VALUE=DATE:20270129\r\nSUMMARY;LANGUAGE=fr-CA:Journée\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n').encode()
    silent = [f'sound: {fault}' for fault in [*check_csv(table), *check_ics(calendar)]]
    for check, sound, breaks in (
            (check_csv, table, [(b'ID', b'\xef\xbb\xbfID'), (b'\r\nb', b'\nb'), (b'-5\r\n', b'-5'), (b',2027-01-28', b''), (b"'+1", b'+1'), (b"'+1", b'"=1"'),
                                (b'Un, ', b'U"n, '), (b'\xc3\xa9', b'\xe9'), (b'Nom', b'ID'), (b'Un', b'U\tn')]),
            (check_ics, calendar, [(b'0128\r\n', b'0128\n'), (b'DTEND;VALUE=DATE:20270129', b'DTEND;VALUE=DATE:20270128'), (b'UID:a\r\n', b''),
                                   (b'VERSION:2.0\r\n', b''), (b';LANGUAGE=fr-CA', b''), (b'Journ', b'J' * 80), (b'\xc3\xa9', b'\xc3\r\n \xa9'),
                                   (b'DTSTAMP:20260101T000000Z\r\n', b''), (b';VALUE=DATE:20270128', b':20270128T000000Z'), (b'END:VEVENT\r\n', b'')])):
        for before, after in breaks:
            if before not in sound or not list(check(sound.replace(before, after))):
                silent.append(f'{check.__name__} says nothing of {after!r} for {before!r}')
    import openpyxl
    rows = rows_of(table)
    with tempfile.TemporaryDirectory() as folder:
        for fault in ('', 'cell', 'bold', 'formula', 'text for a day', 'shown', 'a sheet too many'):
            book = openpyxl.Workbook()
            book.properties.title, book.properties.language = 'T', 'fr-CA'
            sheet = book.active
            for row in [rows[0], ['a', 'Un, été', datetime.date(2027, 1, 28)], ['b', '+1', -5]]:
                sheet.append(row)
            sheet['A1'].font = openpyxl.styles.Font(bold=fault != 'bold')
            sheet.freeze_panes, sheet.auto_filter.ref = 'A2', 'A1:C3'
            if fault == 'cell':
                sheet['B2'] = 'Une'
            if fault == 'formula':
                sheet['B3'] = '=1'
            if fault == 'text for a day':
                sheet['C2'] = '2027-01-28'
            if fault == 'a sheet too many':
                book.create_sheet('x')
            book.save(pathlib.Path(folder) / 'x.xlsx')
            seen = [rows[0], ['a', 'Un, été', '2027-01-28'], ['b', '+1', '-5' if fault != 'shown' else '5']]
            found = list(check_xlsx(pathlib.Path(folder) / 'x.xlsx', [rows], [seen]))
            if bool(found) != bool(fault):
                silent.append(f'a workbook with {fault or "no fault"}: {found}')
    return silent


def main():
    begun = time.monotonic()
    faults = [f'the check itself: {fault}' for fault in selftest()]
    site = pathlib.Path(sys.argv[1])
    count, books, listed = {}, [], set()
    for index in sorted(site.rglob('index.json')):
        offered, tables = json.loads(index.read_text())['downloads'] if '"downloads"' in index.read_text() else [], []
        for d in offered:
            # An address may be whole: the site's own has no path before that of the page.
            path = site / urllib.parse.unquote(urllib.parse.urlsplit(d['url']).path).lstrip('/')
            if not path.is_file():
                faults.append(f'{index}: {d["url"]} is not there')
                continue
            listed.add(path)
            data, ending = path.read_bytes(), path.suffix[1:]
            count[ending] = count.get(ending, 0) + 1
            if d['format'].lower() != ending or not d['text']:
                faults.append(f'{index}: {d}')
            if ending == 'csv':
                found = list(check_csv(data))
                if not found:
                    tables.append(rows_of(data))
            elif ending == 'ics':
                found = list(check_ics(data))
            elif ending == 'toml':
                found = [] if tomllib.loads(data.decode()).get('kind') else ['does not say its kind']
            elif ending == 'xlsx':
                found = []
                books.append((path, tables))
            else:
                found = ['an ending that nobody expects']
            faults += [f'{path}: {fault}' for fault in found]
            page = (index.parent / 'index.html').read_text()
            if path.name not in page:
                faults.append(f'{path} is not on its page')
    for ending in ('csv', 'xlsx', 'ics', 'toml'):
        if not count.get(ending):
            faults.append(f'the site offers no {ending.upper()} file')
    for path in site.rglob('*'):
        if path.suffix in ('.csv', '.xlsx', '.ics', '.toml') and path not in listed and 'files' not in path.relative_to(site).parts[:1]:
            faults.append(f'{path} is on no page')
    with tempfile.TemporaryDirectory() as scratch:
        for (path, tables), seen in zip(books, open_all([path for path, _ in books], pathlib.Path(scratch))):
            faults += [f'{path}: {fault}' for fault in check_xlsx(path, tables, seen)]
    for fault in faults:
        print(fault)
    print(f'downloads: {len(faults) or "no"} {"fault" if len(faults) == 1 else "faults"} ({count}; {time.monotonic() - begun:.0f} s)')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
