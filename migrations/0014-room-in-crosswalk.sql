-- Two layers of one ground speak of one master each, as departments do of a company: what is known of where a record belongs is closed where it lies, see 0012.
ALTER TABLE geospatial.crosswalk SET (fillfactor = 60);
