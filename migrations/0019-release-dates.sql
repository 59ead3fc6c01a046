-- Days on which a dataset published are asked of an index: of ten million figures there are a few hundred.
CREATE INDEX source_record_release ON macroeconomic.source_record USING btree (dataset, effective_from, batch) WHERE state = 'asserted';
