-- The key of what is sealed at rest.

CREATE TABLE access.data_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  cipher text NOT NULL CHECK (cipher IN ('aes-256-gcm', 'sm4')),
  wrapped text NOT NULL,
  wrapped_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  wrapped_at timestamptz(3) NOT NULL DEFAULT now()
);
COMMENT ON TABLE access.data_key IS 'The data key of this installation, wrapped by a key-encryption key that is never in the database';
COMMENT ON COLUMN access.data_key.single IS 'Allows one row';
COMMENT ON COLUMN access.data_key.cipher IS 'What it seals with: aes-256-gcm or sm4';
COMMENT ON COLUMN access.data_key.wrapped IS 'The data key, sealed';
COMMENT ON COLUMN access.data_key.wrapped_by IS 'Public name of the key-encryption key';
COMMENT ON COLUMN access.data_key.created_at IS 'Instant of creation';
COMMENT ON COLUMN access.data_key.wrapped_at IS 'Instant of the last wrapping';

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_app') THEN
    REVOKE ALL ON access.data_key FROM siku_app;
    GRANT SELECT, INSERT ON access.data_key TO siku_app;
  END IF;
END
$$;
