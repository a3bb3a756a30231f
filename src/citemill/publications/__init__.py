"""Publication lists: sections, order, numbering, highlighted names, badges; a list for a CV or a home page.

records + Plan  ->  PublicationList  ->  a Document for any document writer, or the HTML page
"""
