"""The city's own time, where no calendar of the law is at hand."""

from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
