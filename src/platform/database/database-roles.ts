import type { Client } from 'pg';
import { APP_ROLE, JUDGE_ROLE, PLATFORM_ROLE, rolePassword } from '../config/database-logins';

/**
 * Creates or updates the three login roles. Passwords derive from `roleSecret`; none may bypass row security.
 * Safe to run from several processes at once.
 */
export async function ensureDatabaseRoles(client: Client, roleSecret: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext('callwright:roles'))");
  try {
    for (const role of [APP_ROLE, PLATFORM_ROLE, JUDGE_ROLE])
      await ensureRole(client, role, rolePassword(role, roleSecret));
    await client.query(`grant usage on schema public to ${APP_ROLE}, ${PLATFORM_ROLE}, ${JUDGE_ROLE}`);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('callwright:roles'))");
  }
}

/**
 * An owner that is no superuser may create roles and set passwords, but not name the superuser attribute of an existing role: that
 * is checked instead.
 */
async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const { rows } = await client.query<{ dangerous: boolean }>(
    'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as dangerous from pg_roles where rolname = $1',
    [role],
  );
  const secret = client.escapeLiteral(password);
  if (!rows[0])
    await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password ${secret}`);
  else if (rows[0].dangerous) throw new Error(`The database role ${role} exists with more rights than it may have.`);
  else await client.query(`alter role ${role} login password ${secret}`);
}
