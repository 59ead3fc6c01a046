-- Roles. The objects belong to siku_owner, the programs work as siku_app: it can read and write rows, and change no table.
-- A user who may not create roles owns everything alone; what the grants forbid is then only held by triggers.

DO $$
BEGIN
  IF (SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    BEGIN
      CREATE ROLE siku_owner NOLOGIN;
      COMMENT ON ROLE siku_owner IS 'Siku: owns schemas and tables; migrations run as it';
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- roles belong to the cluster: another database made it
    END;
    BEGIN
      CREATE ROLE siku_app NOLOGIN;
      COMMENT ON ROLE siku_app IS 'Siku: what API and worker may do';
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    IF NOT pg_has_role(current_user, 'siku_owner', 'MEMBER') THEN EXECUTE format('GRANT siku_owner TO %I', current_user); END IF;
    IF NOT pg_has_role(current_user, 'siku_app', 'MEMBER') THEN EXECUTE format('GRANT siku_app TO %I', current_user); END IF;
  END IF;

  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_owner') AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'siku_app')
    AND pg_has_role(current_user, 'siku_owner', 'MEMBER') THEN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO siku_owner', current_database());
    GRANT USAGE, CREATE ON SCHEMA public TO siku_owner;
    GRANT SELECT ON public.siku_migration TO siku_app;
    -- TRUNCATE for the work tables of the kernel; the audit log takes its own back
    ALTER DEFAULT PRIVILEGES FOR ROLE siku_owner GRANT USAGE ON SCHEMAS TO siku_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE siku_owner GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO siku_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE siku_owner GRANT USAGE, SELECT ON SEQUENCES TO siku_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE siku_owner GRANT EXECUTE ON ROUTINES TO siku_app;
  END IF;
END
$$;

COMMENT ON TABLE public.siku_migration IS 'Migrations that were applied';
COMMENT ON COLUMN public.siku_migration.id IS 'Order of application';
COMMENT ON COLUMN public.siku_migration.timestamp IS 'Number of the migration file';
COMMENT ON COLUMN public.siku_migration.name IS 'Name of the migration file, digest of its text, number';

-- PostGIS is not a trusted extension: only here, before the role of the owner is taken, may the connecting user make it. Where an
-- administrator has made it already, nothing happens.
CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
