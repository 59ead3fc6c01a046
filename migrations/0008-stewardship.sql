-- Stewardship: what people work on, beside the decisions themselves (catalogue.decision) and the questions of the bases.

CREATE SCHEMA stewardship;
COMMENT ON SCHEMA stewardship IS 'Stewardship: claims, disputes, rules of work';

CREATE TABLE stewardship.claim (
  task uuid PRIMARY KEY,
  assignee text NOT NULL,
  until timestamptz NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE stewardship.claim IS 'Who works on a review task';
COMMENT ON COLUMN stewardship.claim.task IS 'Review task';
COMMENT ON COLUMN stewardship.claim.assignee IS 'Principal';
COMMENT ON COLUMN stewardship.claim.until IS 'Instant from which anybody may take it';
COMMENT ON COLUMN stewardship.claim.claimed_at IS 'Instant it was taken';

CREATE TABLE stewardship.dispute (
  id uuid PRIMARY KEY,
  base text NOT NULL,
  master uuid NOT NULL,
  version integer NOT NULL,
  path text NOT NULL,
  proposed text,
  reason text NOT NULL,
  reporter text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dispute_master ON stewardship.dispute (master);
CREATE INDEX dispute_reporter ON stewardship.dispute (reporter, opened_at);
COMMENT ON TABLE stewardship.dispute IS 'Doubts of applications about a value they read; what became of one follows from the decisions about it';
COMMENT ON COLUMN stewardship.dispute.id IS 'Public id, of the dispute and of its review task';
COMMENT ON COLUMN stewardship.dispute.base IS 'Base';
COMMENT ON COLUMN stewardship.dispute.master IS 'Record';
COMMENT ON COLUMN stewardship.dispute.version IS 'Version that was read';
COMMENT ON COLUMN stewardship.dispute.path IS 'Attribute in doubt';
COMMENT ON COLUMN stewardship.dispute.proposed IS 'What the reporter holds for right, as sealed JSON';
COMMENT ON COLUMN stewardship.dispute.reason IS 'Why, sealed';
COMMENT ON COLUMN stewardship.dispute.reporter IS 'Principal';
COMMENT ON COLUMN stewardship.dispute.opened_at IS 'Instant of the report';

CREATE TABLE stewardship.policy (
  base text PRIMARY KEY,
  four_eyes boolean NOT NULL,
  claim_minutes integer NOT NULL,
  due_days integer NOT NULL,
  desks jsonb NOT NULL DEFAULT '[]',
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE stewardship.policy IS 'How a base is worked on, where that differs from the default';
COMMENT ON COLUMN stewardship.policy.base IS 'Base';
COMMENT ON COLUMN stewardship.policy.four_eyes IS 'Decisions wait for the approval of somebody else';
COMMENT ON COLUMN stewardship.policy.claim_minutes IS 'How long a claim holds';
COMMENT ON COLUMN stewardship.policy.due_days IS 'Days after which a task is overdue';
COMMENT ON COLUMN stewardship.policy.desks IS 'Who looks after which tasks: stewards, kinds, division, department';
COMMENT ON COLUMN stewardship.policy.changed_by IS 'Principal';
COMMENT ON COLUMN stewardship.policy.changed_at IS 'Instant';
