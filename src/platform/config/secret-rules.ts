/** Secrets of the operator's own making. How long those of vendors are is the vendors' affair. */
const SECRETS = ['SECRET_KEY', 'DATABASE_ROLE_SECRET', 'METRICS_TOKEN'] as const;
/** Others are derived from these, so they are long wherever the program runs. */
const ROOTS: ReadonlySet<string> = new Set(['SECRET_KEY', 'DATABASE_ROLE_SECRET']);
const SHORTEST = 32;
/** 32 random hexadecimal digits hold fewer different ones once in 10 000 times. */
const FEWEST_DIFFERENT = 10;

type Secrets = { readonly [name in (typeof SECRETS)[number]]?: string | undefined };

/** What is wrong with the secrets that are set, as `NAME: complaint`; never a value. */
export function secretProblemsOf(secrets: Secrets, isProduction: boolean): string[] {
  return SECRETS.flatMap((name) => {
    const secret = secrets[name];
    if (secret === undefined || !(isProduction || ROOTS.has(name))) return [];
    if (secret.length < SHORTEST) return [`${name}: must have at least ${SHORTEST} characters`];
    const isGuessable = isProduction && new Set(secret).size < FEWEST_DIFFERENT;
    return isGuessable ? [`${name}: is too easy to guess for production`] : [];
  });
}

/** True for a value copied from an example, wholly or in part: `<random>`, `redis://:<password>@cache:6379`. */
export function isPlaceholder(value: string): boolean {
  return /<[^<>]+>/.test(value);
}
