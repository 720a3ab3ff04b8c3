"""What a machine runs: by how the bytes begin, and by what a name ends in."""

MACHINE_CODE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!", b"L\0\0\0\x01\x14\x02\0")
_RUNS = "apk app bat cmd com cpl dll exe gadget hta inf jar js jse lnk msi msp ps1 py reg scr sh sys vb vbe vbs wsf wsh"
_NAMED = frozenset(_RUNS.split())


def is_program(head: bytes, extension: str) -> bool:
    """`extension`: of its name, in small letters, without its dot."""
    return head.startswith(MACHINE_CODE) or extension in _NAMED
