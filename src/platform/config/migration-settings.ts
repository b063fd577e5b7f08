import { environmentSchema } from './environment';
import { InvalidConfiguration, readEnvironment, type Variables } from './read-environment';
import { secretProblemsOf } from './secret-rules';

const migrationSchema = environmentSchema.pick({
  NODE_ENV: true,
  DATABASE_URL: true,
  DATABASE_ROLE_SECRET: true,
  SECRET_KEY: true,
});

export interface MigrationSettings {
  readonly ownerUrl: string;
  readonly roleSecret: string;
}

/**
 * The two variables a migration needs, so that a migration job holds no other secret.
 * @throws InvalidConfiguration naming every variable that is missing, malformed or too weak.
 */
export function loadMigrationSettings(variables: Variables): MigrationSettings {
  const env = readEnvironment(migrationSchema, variables);
  const ownerUrl = env.DATABASE_URL;
  const roleSecret = env.DATABASE_ROLE_SECRET ?? env.SECRET_KEY;
  const problems = [
    ...(ownerUrl ? [] : ['DATABASE_URL: is required to migrate']),
    ...(roleSecret ? [] : ['DATABASE_ROLE_SECRET: is required to migrate (or SECRET_KEY, from which it is derived)']),
    ...secretProblemsOf(env, env.NODE_ENV === 'production'),
  ];
  if (!ownerUrl || !roleSecret || problems.length > 0) throw new InvalidConfiguration(problems);
  return { ownerUrl, roleSecret };
}
