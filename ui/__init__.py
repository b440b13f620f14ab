"""What pages share: choices bound to the address, data handles, evidence lines, tables and downloads."""
