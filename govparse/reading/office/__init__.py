"""What LibreOffice converts: DOC, WPS, RTF, ODT."""
