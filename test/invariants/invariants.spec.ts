import { Client } from 'pg';
import { brokenInvariants, judge, readInvariants } from '../support/invariants';
import { type ClonedDatabase, cloneDatabase } from '../support/test-services';
import { type HealthyTenant, insertHealthyTenant, PRESENT } from './healthy-data';
import { LIST_PLANTS, SOUND_LISTS } from './list-plants';
import { PLANTS as OTHER_PLANTS } from './plants';
import { RETRY_PLANTS } from './retry-plants';
import { ANSWER_PLANTS } from './answer-plants';
import { BUDGET_PLANTS } from './budget-plants';
import { CHANNEL_PLANTS } from './channel-plants';
import { CAPACITY_PLANTS } from './capacity-plants';
import { ESCALATION_PLANTS } from './escalation-plants';
import { TRANSFER_PLANTS } from './transfer-plants';
import { SOUND_WEBHOOKS, WEBHOOK_PLANTS } from './webhook-plants';
import { EXPERIMENT_PLANTS } from './experiment-plants';
import { KNOWLEDGE_PLANTS, SOUND_KNOWLEDGE } from './knowledge-plants';

const invariants = readInvariants();
const PLANTS = [
  ...OTHER_PLANTS,
  ...LIST_PLANTS,
  ...RETRY_PLANTS,
  ...CAPACITY_PLANTS,
  ...EXPERIMENT_PLANTS,
  ...BUDGET_PLANTS,
  ...ANSWER_PLANTS,
  ...ESCALATION_PLANTS,
  ...KNOWLEDGE_PLANTS,
  ...CHANNEL_PLANTS,
  ...TRANSFER_PLANTS,
  ...WEBHOOK_PLANTS,
];
let database: ClonedDatabase;
let owner: Client;
let own: HealthyTenant;
let other: HealthyTenant;

beforeAll(async () => {
  database = await cloneDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  own = await insertHealthyTenant(owner, 0);
  other = await insertHealthyTenant(owner, 1);
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

it('finds nothing in an empty database', async () => {
  const empty = await cloneDatabase();
  try {
    expect(await brokenInvariants(empty.ownerUrl)).toEqual([]);
  } finally {
    await empty.drop();
  }
});

it('finds nothing in a healthy one', async () => {
  expect(await brokenInvariants(database.ownerUrl, { now: PRESENT })).toEqual([]);
});

it('finds nothing in sound lists, beside which the flawed ones are planted', async () => {
  await owner.query('begin');
  try {
    await owner.query('set local session_replication_role = replica');
    for (const statement of SOUND_LISTS(own, other)) await owner.query(statement);
    const broken = (await judge(owner, invariants, { now: PRESENT })).map(({ name }) => name);
    expect(broken.filter((name) => LIST_PLANTS.some(({ invariant }) => invariant === name))).toEqual([]);
  } finally {
    await owner.query('rollback');
  }
});

it('finds nothing in webhooks that wait with good reason', async () => {
  await owner.query('begin');
  try {
    for (const statement of SOUND_WEBHOOKS(own)) await owner.query(statement);
    const broken = (await judge(owner, invariants, { now: PRESENT })).map(({ name }) => name);
    expect(broken).not.toContain('no-webhook-is-forgotten');
  } finally {
    await owner.query('rollback');
  }
});

it('finds nothing in sound knowledge, beside which the flawed one is planted', async () => {
  await owner.query('begin');
  try {
    for (const statement of SOUND_KNOWLEDGE(own)) await owner.query(statement);
    const broken = (await judge(owner, invariants, { now: PRESENT })).map(({ name }) => name);
    expect(broken).not.toContain('knowledge-is-whole');
  } finally {
    await owner.query('rollback');
  }
});

it('takes the newest moment the program wrote for the present when it is not told', async () => {
  expect(await brokenInvariants(database.ownerUrl)).toEqual([]);
});

it('plants a violation of every invariant', () => {
  expect([...new Set(PLANTS.map((plant) => plant.invariant))].sort()).toEqual(
    invariants.map((invariant) => invariant.name),
  );
});

it.each(invariants)('$name says in a comment what it proves, and is one query', ({ sql }) => {
  expect(sql).toMatch(/^-- \S.*\n/);
  expect(sql.replace(/--.*$/gm, '')).not.toContain(';');
});

it.each(PLANTS)('$invariant finds: $what', async ({ invariant, statements }) => {
  await owner.query('begin');
  try {
    await owner.query('set local session_replication_role = replica');
    for (const statement of statements(own, other)) await owner.query(statement);
    const broken = await judge(owner, invariants, { now: PRESENT });
    expect(broken.map(({ name }) => name)).toContain(invariant);
    expect(broken.find(({ name }) => name === invariant)?.rows).toBeGreaterThan(0);
  } finally {
    await owner.query('rollback');
  }
});

it('reports how many rows break an invariant, and a few of them, as the judge sees them in committed data', async () => {
  // The healthy fact must be young on the database's clock, however long the tests before took.
  await owner.query('update outbox set recorded_at = clock_timestamp()');
  await owner.query(
    `insert into outbox (tenant_id, id, name, payload, occurred_at, parked_at)
    select $1, gen_random_uuid(), 'lead.updated', '{}', now(), now() from generate_series(1, 5)`,
    [own.tenant],
  );
  try {
    const [broken, ...others] = await brokenInvariants(database.ownerUrl, { now: PRESENT });
    expect(others).toEqual([]);
    expect(broken).toMatchObject({ name: 'outbox-is-delivered', rows: 5 });
    expect(broken?.sample).toHaveLength(3);
  } finally {
    await owner.query('delete from outbox where parked_at is not null');
  }
});

it('names the query that cannot be asked', async () => {
  await owner.query('begin');
  try {
    await expect(judge(owner, [{ name: 'nonsense', sql: 'select nothing' }])).rejects.toThrow(
      'The invariant nonsense cannot be asked',
    );
  } finally {
    await owner.query('rollback');
  }
});
