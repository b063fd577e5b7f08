import { InvalidConfiguration } from './config';

/** The two variables a migration needs, so that a migration job holds no other secret. */
export function loadMigrationSettings(variables: Readonly<Record<string, string | undefined>>): {
  ownerUrl: string;
  roleSecret: string;
} {
  const ownerUrl = variables['DATABASE_URL'];
  const roleSecret = variables['DATABASE_ROLE_SECRET'] ?? variables['SECRET_KEY'];
  const problems = [
    ...(ownerUrl ? [] : ['DATABASE_URL: is required to migrate']),
    ...(roleSecret ? [] : ['DATABASE_ROLE_SECRET: is required to migrate (or SECRET_KEY, from which it is derived)']),
  ];
  if (!ownerUrl || !roleSecret) throw new InvalidConfiguration(problems);
  return { ownerUrl, roleSecret };
}
