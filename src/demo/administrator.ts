import type { Stage } from './stage';

/** A platform admin who can sign in. */
export interface Administrator {
  readonly email: string;
  readonly password: string;
}

const EMAIL = 'admin@callwright.example';

/** Makes one by the command an operator would use; it makes up a password and prints it. */
export async function createAdministrator(stage: Pick<Stage, 'run'>): Promise<Administrator> {
  const printed = await stage.run('dist/src/auth/create-platform-admin.command.js', ['--email', EMAIL]);
  const password = /^password: (\S+)$/m.exec(printed)?.[1];
  if (!password) throw new Error(`The command for platform admins printed no password:\n${printed}`);
  return { email: EMAIL, password };
}
