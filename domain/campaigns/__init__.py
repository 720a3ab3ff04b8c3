"""Registration campaigns: whose duty it is to register, and the yearly campaign."""
