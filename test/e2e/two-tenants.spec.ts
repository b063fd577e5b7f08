import { randomUUID } from 'node:crypto';
import { PASSWORD } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { numberOf } from './support/people';
import { type AccessRule, accessRules } from './support/probe-access';
import { type Caller, sendProbe, titleOf, without } from './support/probe-caller';
import {
  CANARY,
  FORM,
  HAND_OFF,
  headersOf,
  importCsv,
  memberOfAll,
  type Probing,
  probingCompany,
  PROMPT_FORM,
  sendForm,
  SPEED_TARGET,
  type Watched,
  watchedCompany,
} from './support/probe-companies';
import { fingerprint, idsOf } from './support/probe-fingerprint';
import {
  idPlaces,
  type OperationKind,
  type Probe,
  probeOf,
  type ProbeValues,
  type RootOperation,
  rootOperations,
} from './support/probe-operations';
import { ask } from './support/probe-requests';
import { routeProbes } from './support/probe-routes';
import { Ears } from './support/probe-ears';
import { ProbeSocket } from './support/probe-socket';

jest.setTimeout(180_000);

/** Operations nobody need try, and why. */
const NEEDS_NO_PROBE: Readonly<Record<string, string>> = {
  acceptInvitation: 'the sealed invitation it takes names the company; nothing else in it does',
  chatReplied: 'the pass it takes names the chat; nothing else in it does',
  refreshSession: 'the secret it takes is the session itself',
  signOut: 'the secret it takes is the session itself',
};

const BOTH = 'olga@both.example';
const CALLERS = ['owner', 'key', 'member of both'] as const;

/** Foreign ids that are not answered with NOT_FOUND, how they are answered, and why. */
const ANSWERED_OTHERWISE: Readonly<Record<string, readonly [verdict: string, why: string]>> = {
  'importLeads importId': ['ANSWERED', 'the client chooses the id of an import, and companies do not share them'],
  'addLeadsToCampaign selection.leadIds': ['ANSWERED', 'counted as unknown, like an id that nobody has'],
  'processUnmappedLeads ids': ['ANSWERED', 'looked for among the waiting leads of the company alone'],
  'signIn tenantId': ['REFUSED', 'who is no member is told nothing but that the sign-in failed'],
};

/** Queries without an id whose answer is empty when all is quiet, holds figures only, or is nobody's who owns a company. */
const TELLS_NOTHING = [
  'activeCalls',
  'callbacks',
  'callbacks filter.campaignId',
  'callbacks filter.leadId',
  'callsNeedingAttention',
  'carrierAccounts',
  'dialingAlerts',
  'dialingAlerts campaignId',
  'dialingPolicy',
  'emergencyHolds',
  'escalationFigures',
  'fallbackTexts',
  'fallbackTexts filter.campaignId',
  'fallbackTexts filter.leadId',
  'platformAuditLog',
  'platformSuppressions',
  'tenants',
];

/** What a foreign id is answered with. */
const HIDDEN = new Set(['NOT_FOUND', 'EMPTY']);

const OPERATIONS = rootOperations().filter(({ name }) => !(name in NEEDS_NO_PROBE));
const RULES = new Map(accessRules().map((rule) => [rule.name, rule]));

function ruleOf(name: string): AccessRule {
  const rule = RULES.get(name);
  if (!rule) throw new Error(`docs/access.md does not know ${name}.`);
  return rule;
}

describe('two companies side by side', () => {
  let installation: Installation;
  let zanzarine: Watched;
  let meadow: Probing;
  let callers: Caller[];

  beforeAll(async () => {
    installation = await Installation.start({ name: 'two-tenants' });
    zanzarine = await watchedCompany(installation);
    meadow = await probingCompany(installation);
    await memberOfAll(installation.url, BOTH, [zanzarine.company, meadow.company]);
    const member = await headersOf(installation.url, BOTH, meadow.company.tenantId);
    const isAllowed = ({ isPublic, forOwners }: AccessRule): boolean => isPublic || forOwners;
    callers = [
      { name: 'owner', headers: meadow.company.client.headers, may: isAllowed },
      { name: 'key', headers: { 'x-api-key': meadow.key }, may: ({ isPublic, scope }) => isPublic || Boolean(scope) },
      { name: 'member of both', headers: member, may: ({ isPublic, forAdmins }) => isPublic || forAdmins },
    ];
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  function values(changes: Partial<ProbeValues> = {}): ProbeValues {
    const { ids: own, company } = meadow;
    const texts = {
      email: company.credentials.email,
      password: PASSWORD,
      phone: numberOf('keenBuyer'),
      formName: FORM,
      field: 'budget',
      operator: 'exists',
      scopes: ['leads:read'],
      startsAt: '2026-07-07T18:00:00Z',
    };
    const extra = {
      addLeadsToCampaign: { selection: { leadIds: [own['Lead']] } },
      addKnowledgeDocument: { input: { title: 'Rules', kind: 'TEXT', text: 'Meadow rules.' } },
      importLeads: { text: `Name,Phone\nIvy,${numberOf('keenBuyer')}\n` },
      'consents.undefined': { phone: numberOf('rambler', 9) },
      recordConsent: { input: { phone: numberOf('rambler', 9), text: 'Meadow Motors may call me.' } },
      revokeConsent: { input: { phone: numberOf('rambler', 9) } },
      importSuppressions: { kind: 'INTERNAL', text: `${numberOf('rambler', 9)}\n` },
      'processUnmappedLeads.projectId': { ids: [own['Lead']] },
      setSpeedTarget: { input: SPEED_TARGET },
      escalationFigures: { period: { from: '2026-01-01T00:00:00Z', until: '2026-12-31T00:00:00Z' } },
      removeSpeedTarget: { source: SPEED_TARGET.source },
    };
    return { own, foreign: zanzarine.ids, texts, extra, ...changes };
  }

  /** One probe per place that takes an id, and one without any when the operation can do without. */
  function probesOf(operation: RootOperation, made = values()): Probe[] {
    const places = idPlaces(operation);
    const plain = places.some(({ isNeeded }) => isNeeded) ? [] : [probeOf(operation, made)];
    return [...plain, ...places.map((place) => probeOf(operation, made, place))];
  }

  const probesFor = (kind: OperationKind): Probe[] =>
    OPERATIONS.filter((operation) => operation.kind === kind).flatMap((operation) => probesOf(operation));

  /** What the second company must not read anywhere. */
  async function secrets(): Promise<string[]> {
    const [theirs, ours] = await Promise.all(
      [zanzarine, meadow].map(({ company }) => idsOf(installation, company.tenantId)),
    );
    return [CANARY, ...(theirs ?? [])].filter((id) => !ours?.has(id)).map((id) => id.toLowerCase());
  }

  /** What is wrong with the answers to `caller`, one line each. */
  async function wrongs(caller: Caller, probes: readonly Probe[]): Promise<string[]> {
    const hidden = await secrets();
    const lines: string[] = [];
    for (const probe of probes) {
      const { verdict, told } = await sendProbe(installation.url, caller.headers, probe);
      const title = `${caller.name}: ${titleOf(probe)}`;
      if (!isExpected(caller, probe, verdict)) lines.push(`${title} -> ${verdict}`);
      const leaked = hidden.filter((secret) => without(told, known(caller, probe)).toLowerCase().includes(secret));
      if (leaked.length > 0) lines.push(`${title} tells ${leaked.join(', ')}`);
    }
    return lines;
  }

  function isExpected(caller: Caller, probe: Probe, verdict: string): boolean {
    if (!caller.may(ruleOf(probe.operation.name))) return verdict === 'FORBIDDEN';
    if (!probe.place) return ['ANSWERED', 'EMPTY', 'REFUSED'].includes(verdict);
    const isRefused = HIDDEN.has(verdict) || verdict === `BAD_USER_INPUT ${probe.place}`;
    return isRefused || verdict === ANSWERED_OTHERWISE[titleOf(probe)]?.[0];
  }

  /** Of what companies she is a member is hers to know. */
  function known(caller: Caller, { operation }: Probe): string[] {
    const isHers = caller.name === 'member of both' && operation.name === 'me';
    return isHers ? [zanzarine.company.tenantId, CANARY] : [];
  }

  it('probes every operation there is', () => {
    const unknown = OPERATIONS.flatMap((operation) =>
      idPlaces(operation).map(({ path, of }) => ({ place: `${operation.name} ${path}`, id: of && zanzarine.ids[of] })),
    ).filter(({ id }) => !id);
    expect(unknown).toEqual([]);
    const names = new Set(rootOperations().map(({ name }) => name));
    expect(Object.keys(NEEDS_NO_PROBE).filter((name) => !names.has(name))).toEqual([]);
    expect(OPERATIONS.filter((operation) => probesOf(operation).length === 0)).toEqual([]);
  });

  it('would notice everything there is to see, as what the first company itself is answered shows', async () => {
    const { headers } = zanzarine.company.client;
    const lines = await wrongs({ name: 'itself', headers, may: ({ forOwners }) => forOwners }, probesFor('query'));
    const unnoticed = probesFor('query')
      .map(titleOf)
      .filter((title) => !lines.some((line) => line.startsWith(`itself: ${title} `)));
    expect(unnoticed.toSorted()).toEqual(TELLS_NOTHING);
  });

  it.each(CALLERS)('answers no query of the %s with what is not the company’s', async (name) => {
    expect(await wrongs(caller(name), probesFor('query'))).toEqual([]);
  });

  it('tells nobody of the second company what moves in the first', async () => {
    const importId = randomUUID();
    const { company, ids, next } = zanzarine;
    const foreign = { ...ids, Campaign: next.campaignId, Lead: next.leadId, LeadImport: importId };
    const subscriptions = OPERATIONS.filter(({ kind }) => kind === 'subscription');
    const probes = subscriptions.flatMap((operation) => probesOf(operation, values({ foreign })));
    const inside = await Ears.open(installation.url, company.client.headers, probes);
    const outside = await Promise.all(callers.map(({ headers }) => Ears.open(installation.url, headers, probes)));
    try {
      await Promise.all(outside.map((ears) => ears.hear(() => touchOwnLead())));
      await company.perform(HAND_OFF, { id: next.leadId });
      await company.start(next.campaignId);
      // Nobody is in it: the program pauses it, and says so.
      await company.start(await company.draftCampaign(ids['Project'] ?? '', []));
      await importCsv(company, { projectId: ids['Project'] ?? '', importId, phone: numberOf('noAnswer', 5) });
      await sendForm(company, PROMPT_FORM, numberOf('busy', 5));
      await eventually(
        'the first company hears of it',
        async () => inside.silent(),
        (silent) => silent.length === 0,
      );
      await installation.quiet();
      expect(outside.flatMap((ears) => ears.strange(meadow.ids['Lead'] ?? ''))).toEqual([]);
    } finally {
      await Promise.all([inside, ...outside].map((ears) => ears.close()));
    }
  });

  async function touchOwnLead(): Promise<void> {
    await meadow.company.client.request(TOUCH, { id: meadow.ids['Lead'], name: `Bea ${randomUUID()}` });
  }

  it.each(CALLERS)('lets no mutation of the %s touch the first company', async (name) => {
    const before = await fingerprint(installation, zanzarine.company.tenantId);
    expect(await wrongs(caller(name), probesFor('mutation'))).toEqual([]);
    await installation.quiet();
    expect(await fingerprint(installation, zanzarine.company.tenantId)).toEqual(before);
  });

  it('lets no route touch the first company or tell of it', async () => {
    const before = await fingerprint(installation, zanzarine.company.tenantId);
    const hidden = await secrets();
    const routes = [...RULES.values()].filter(({ section }) => section === 'Routes');
    const probes = routeProbes({
      url: installation.url,
      callers,
      watched: zanzarine,
      tenantId: meadow.company.tenantId,
    });
    expect(Object.keys(probes).toSorted()).toEqual(routes.map(({ name }) => name).toSorted());
    for (const [route, attempts] of Object.entries(probes)) {
      for (const { send, expected } of attempts) {
        const { status, text } = await send();
        expect([route, status]).toEqual([route, expected]);
        expect([route, hidden.filter((secret) => text.toLowerCase().includes(secret))]).toEqual([route, []]);
      }
    }
    await installation.quiet();
    expect(await fingerprint(installation, zanzarine.company.tenantId)).toEqual(before);
  });

  it('answers nobody who does not say who they are', async () => {
    const closed = (['query', 'mutation'] as const).flatMap((kind) =>
      probesFor(kind).filter(({ operation }) => !ruleOf(operation.name).isPublic),
    );
    const answered: string[] = [];
    for (const probe of closed) {
      const { verdict } = await sendProbe(installation.url, {}, probe);
      if (verdict !== 'UNAUTHENTICATED') answered.push(`${titleOf(probe)} -> ${verdict}`);
    }
    expect(closed.length).toBeGreaterThan(60);
    expect(answered).toEqual([]);
    for (const probe of [...probesFor('subscription'), ...closed.slice(0, 1)]) {
      const socket = new ProbeSocket(installation.url, {});
      expect([titleOf(probe), await socket.once(probe)]).toEqual([titleOf(probe), '4401']);
      await socket.close();
    }
  });

  it('shows a member of both the company she signed in to', async () => {
    const seen = async (tenantId: string): Promise<string> => {
      const headers = await headersOf(installation.url, BOTH, tenantId);
      const { text } = await ask(`${installation.url}/graphql`, {
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ tenant { id } leads { nodes { id } } campaigns { nodes { id } } }' }),
      });
      return text;
    };
    const [there, here] = [await seen(zanzarine.company.tenantId), await seen(meadow.company.tenantId)];
    for (const kind of ['Tenant', 'Lead', 'Campaign']) {
      const [theirs = '', ours = ''] = [zanzarine.ids[kind], meadow.ids[kind]];
      expect([there.includes(theirs), there.includes(ours)]).toEqual([true, false]);
      expect([here.includes(theirs), here.includes(ours)]).toEqual([false, true]);
    }
  });

  function caller(name: (typeof CALLERS)[number]): Caller {
    const found = callers.find((one) => one.name === name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  }
});

const TOUCH = `mutation ($id: ID!, $name: String!) { updateLead(id: $id, input: { name: $name }) { id } }`;
