"""Why the door says no, or what it says besides: one reason, one sentence in words/ [door], and one code in a problem."""

from enum import StrEnum

import words


class DoorReason(StrEnum):
    """The value is the key in words/ [door]. What the rules refuse is a Reason (domain/refusals.py), and no reason of the door."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    KEY_MISSING = "key_missing"
    KEY_REUSED = "key_reused"
    WAITING = "waiting"
    BROKEN = "broken"
    UNKNOWN_FILING = "unknown_filing"
    NO_SUCH_CASE = "no_such_case"
    REGISTER_UNREACHABLE = "register_unreachable"
    ISSUER_UNREACHABLE = "issuer_unreachable"
    NOT_IN_THE_DIRECTORY = "not_in_the_directory"
    UNKNOWN_ACT = "unknown_act"
    NO_SUCH_ADDRESS = "no_such_address"
    WRONG_METHOD = "wrong_method"
    DEFECT = "defect"
    TOO_OFTEN = "too_often"
    NOT_JSON = "not_json"
    FIELD_TWICE = "field_twice"
    UNKNOWN_AGENCY = "unknown_agency"
    SHEET_UNREADABLE = "sheet_unreadable"
    SHEET_OLD_OR_LOCKED = "sheet_old_or_locked"
    SHEET_ENCODING = "sheet_encoding"
    SHEET_TOO_LARGE = "sheet_too_large"
    SHEET_WRONG_SHEET = "sheet_wrong_sheet"
    SHEET_WRONG_COLUMNS = "sheet_wrong_columns"
    SHEET_BEYOND = "sheet_beyond"
    SHEET_LONG_CELL = "sheet_long_cell"
    SHEET_MERGED_CELLS = "sheet_merged_cells"
    SHEET_FORMULAS = "sheet_formulas"
    SHEET_ERRORS = "sheet_errors"
    SHEET_NOT_TEXT = "sheet_not_text"
    FILE_EMPTY = "file_empty"
    FILE_NOT_ALLOWED = "file_not_allowed"
    FILE_LIES = "file_lies"
    FILE_EXECUTABLE = "file_executable"
    FILE_MACROS = "file_macros"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_BOMB = "file_bomb"
    FILE_SCRIPTED = "file_scripted"
    FILE_EMBEDDED = "file_embedded"
    FILE_REMOTE = "file_remote"
    FILE_UNREADABLE = "file_unreadable"
    SHEET_ROWS = "sheet_rows"
    LIST_REFUSED = "list_refused"
    NO_SUCH_LIST = "no_such_list"
    MORE_WRONG = "more_wrong"
    ROW_TWICE = "row_twice"
    CELL_MALFORMED = "cell_malformed"
    FIELD_FAULT = "field_fault"
    NO_YEARLY_CAMPAIGN = "no_yearly_campaign"
    YEARLY_CAMPAIGN_OF_AN_EARLIER_RELEASE = "yearly_campaign_of_an_earlier_release"
    NOT_OUR_CURSOR = "not_our_cursor"
    OF_ANOTHER_KIND = "of_another_kind"
    NO_SUCH_RULE_SET = "no_such_rule_set"
    MOMENT_NOT_COME = "moment_not_come"
    NO_SUCH_FEED = "no_such_feed"
    FEED_NAME = "feed_name"
    FEED_ENTRY = "feed_entry"
    NO_PAPER = "no_paper"
    TOO_LARGE_TO_PRINT = "too_large_to_print"

    @property
    def code(self) -> str:
        """As it stands in a problem, for programs."""
        return self.value.replace("_", "-")

    def in_words(self, language: str, /, **params: object) -> str:
        """For people."""
        return words.door(self.value, language, **params)
