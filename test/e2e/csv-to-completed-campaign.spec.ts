import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { DateTime } from 'luxon';
import { ASK } from '../../src/demo/demo-api';
import { CONSENT_COLUMNS, consentCells } from '../../src/demo/written-consent';
import { type CallView, type Company, PROGRESS_FIELDS, type Progress } from './support/company';
import { eventually } from './support/eventually';
import { Installation } from './support/installation';
import { listen } from './support/news';
import { numberOf, PERSON, type PersonName } from './support/people';

jest.setTimeout(180_000);

const PEOPLE = Object.keys(PERSON) as PersonName[];
const PER_PERSON = 2;
/** What becomes of people whose facts differ with their number. */
const TALKED: unknown = expect.stringMatching(/^(UN)?QUALIFIED$/);
const COMPANY = 'Harbour Homes';
const LEADS = PEOPLE.length * PER_PERSON;

interface ImportView {
  readonly id: string;
  readonly status: string;
  readonly rowsRead: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly errors: { nodes: { line: number; field: string | null; reason: string }[] };
}

interface ImportedLead {
  readonly id: string;
  readonly phone: string;
  readonly stage: string;
  readonly score: number | null;
  readonly temperature: string;
  readonly phoneStatus: string;
}

/** Two of each of the twelve people, one of them twice, and two rows that cannot be used. */
function leadsCsv(): string {
  const rows = PEOPLE.flatMap((person) =>
    Array.from(
      { length: PER_PERSON },
      (_, nth) => `${person} ${nth},${numberOf(person, nth)},${person}${nth}@example.com,${consentCells(COMPANY)}`,
    ),
  );
  return [
    `Full Name,Mobile,E-Mail,${CONSENT_COLUMNS}`,
    ...rows,
    `keenBuyer 0,${numberOf('keenBuyer')},keenBuyer0@example.com`,
    'Nobody,not a number,nobody@example.com',
    'Wrong Mail,+12125550150,not an address',
  ].join('\r\n');
}

describe('from a CSV file to a completed campaign', () => {
  let installation: Installation;
  let company: Company;
  let projectId: string;
  let campaignId: string;
  const leads = new Map<string, ImportedLead>();

  beforeAll(async () => {
    installation = await Installation.start({ name: 'csv', timeScale: 50 });
    company = await installation.found({ name: COMPANY });
    projectId = await company.launchProject('Harbour View');
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  const leadOf = (person: PersonName, nth = 0): ImportedLead | undefined => leads.get(numberOf(person, nth));

  async function readLeads(): Promise<void> {
    const page = await company.client.request<{ leads: { nodes: ImportedLead[] } }>(LEADS_OF_PROJECT, { projectId });
    for (const lead of page.leads.nodes) leads.set(lead.phone, lead);
  }

  /** Outcomes of the calls to one person, oldest first. */
  async function outcomesOf(person: PersonName, nth = 0): Promise<(string | null)[]> {
    const calls = await company.calls({ leadId: leadOf(person, nth)?.id });
    return calls.toReversed().map(({ outcome }: CallView) => outcome);
  }

  it('imports an uploaded file, keeping the good rows and telling how it moves', async () => {
    const importId = randomUUID();
    const file = { variable: 'file', fileName: 'leads.csv', content: leadsCsv(), contentType: 'text/csv' };
    const answer = await company.client.upload<{ importLeads: ImportView }>(IMPORT_FILE, { projectId, importId }, file);
    expect(answer.importLeads).toMatchObject({
      id: importId,
      status: 'COMPLETED',
      rowsRead: LEADS + 3,
      created: LEADS,
    });
    expect(answer.importLeads.errors.nodes.map(({ line, field }) => ({ line, field }))).toEqual([
      { line: LEADS + 3, field: expect.stringMatching(/phone/i) },
      { line: LEADS + 4, field: expect.stringMatching(/mail/i) },
    ]);
    const told = listen<ImportView>(company.client, IMPORT_PROGRESSED, { importId });
    await eventually(
      'the end of the import is told',
      async () => told.seen.at(-1)?.status,
      (seen) => seen === 'COMPLETED',
    );
    told.end();
    await readLeads();
    expect(leads.size).toBe(LEADS);
  });

  it('imports nothing twice, whether the text comes by comma or by semicolon', async () => {
    for (const text of [leadsCsv(), `\uFEFF${leadsCsv().replaceAll(',', ';')}`]) {
      const answer = await company.perform<ImportView>(IMPORT_TEXT, { text, projectId });
      expect(answer).toMatchObject({ status: 'COMPLETED', created: 0, updated: 0, unchanged: LEADS + 1, rejected: 2 });
    }
    await readLeads();
    expect(leads.size).toBe(LEADS);
  });

  it('calls everybody until only those who asked to be called on Thursday are left', async () => {
    const rubricId = await company.saveRubric();
    const ids = [...leads.values()].map(({ id }) => id);
    campaignId = await company.draftCampaign(projectId, ids, { rubricId, maxConcurrentCalls: 12 });
    expect(await company.perform(ASK.addLeads, { campaignId, selection: { projectId } })).toEqual({
      added: 0,
      unreachable: 0,
    });
    const news = listen<Progress>(company.client, PROGRESSED, { id: campaignId });
    await company.start(campaignId);
    await eventually(
      'only the callbacks are left',
      () => company.progress(campaignId),
      ({ remaining, inFlight }) => remaining === PER_PERSON && inFlight === 0,
      120_000,
    );
    await installation.quiet();
    const now = await company.progress(campaignId);
    await eventually(
      'the last state is told',
      async () => news.seen.at(-1),
      (seen) => isDeepStrictEqual(seen, now),
    );
    news.end();
    expect(news.seen.map(({ remaining }) => remaining)).toEqual(
      news.seen.map(({ remaining }) => remaining).toSorted((a, b) => b - a),
    );
    const thursday = await nextDialAt();
    expect(thursday.toFormat('cccc HH:mm')).toBe('Thursday 16:00');
    expect(await outcomesOf('callbackOnThursday')).toEqual(['CALLBACK_REQUESTED']);
  });

  async function nextDialAt(): Promise<DateTime> {
    const { nextDialAt: iso, status } = await company.progress(campaignId);
    expect(status).toBe('ACTIVE');
    return DateTime.fromISO(iso ?? '', { zone: 'America/New_York' });
  }

  it('keeps the promised callbacks and completes with the last of them', async () => {
    await installation.moveClock((await nextDialAt()).toMillis() - installation.now().getTime());
    await company.signIn();
    const done = await eventually(
      'the campaign completes',
      () => company.progress(campaignId),
      ({ status }) => status !== 'ACTIVE',
    );
    expect(done).toMatchObject({
      status: 'COMPLETED',
      total: LEADS,
      remaining: 0,
      inFlight: 0,
      percent: 100,
      nextDialAt: null,
    });
    expect(await outcomesOf('callbackOnThursday')).toEqual(['CALLBACK_REQUESTED', 'QUALIFIED']);
  });

  it.each<[PersonName, unknown[]]>([
    ['keenBuyer', ['QUALIFIED']],
    ['busy', ['BUSY', TALKED]],
    ['noAnswer', ['NO_ANSWER', 'NO_ANSWER', 'QUALIFIED']],
    ['voicemail', ['VOICEMAIL', 'VOICEMAIL', 'VOICEMAIL']],
    ['wrongNumber', ['WRONG_NUMBER']],
    ['asksForHuman', ['UNQUALIFIED']],
    ['hostileOptOut', ['OPTED_OUT']],
    ['arabicSpeaker', ['QUALIFIED']],
    ['rambler', [TALKED]],
    ['liar', ['UNQUALIFIED']],
  ])('dealt with each %s as such people are dealt with', async (person, outcomes) => {
    expect([await outcomesOf(person, 0), await outcomesOf(person, 1)]).toEqual([outcomes, outcomes]);
    expect(await installation.world.calls(numberOf(person))).toHaveLength(outcomes.length);
  });

  it('asks nobody who hung up early anything more than the attempts allow', async () => {
    const outcomes = await outcomesOf('hangsUpEarly');
    // Whether we had said a word when they hung up depends on how fast this machine is.
    expect(outcomes.length).toBeLessThanOrEqual(3);
    expect(outcomes.filter((outcome) => outcome !== 'UNQUALIFIED' && outcome !== 'NO_ANSWER')).toEqual([]);
  });

  it('left each lead where its calls brought it', async () => {
    await eventually('hot leads are handed to people', readLeads, () => leadOf('keenBuyer')?.stage === 'HANDED_OFF');
    expect(leadOf('keenBuyer')).toMatchObject({ stage: 'HANDED_OFF', temperature: 'HOT', phoneStatus: 'REACHED' });
    expect(leadOf('wrongNumber')).toMatchObject({ phoneStatus: 'WRONG_PERSON', score: null });
    expect(leadOf('voicemail')).toMatchObject({ score: null, temperature: 'UNSCORED' });
    expect(leadOf('liar')).toMatchObject({ score: null, temperature: 'UNSCORED' });
    const { suppressions } = await company.client.request<{ suppressions: { nodes: { phone: string }[] } }>(
      SUPPRESSIONS,
    );
    expect(suppressions.nodes.map(({ phone }) => phone).toSorted()).toEqual(
      [numberOf('hostileOptOut', 0), numberOf('hostileOptOut', 1)].toSorted(),
    );
  });

  it('agrees with itself and with the carrier about every figure', async () => {
    const calls = await company.calls({ campaignId });
    const dialed = await installation.world.calls();
    const progress = await company.progress(campaignId);
    const leadsWith = (wanted: (call: CallView) => boolean): number =>
      new Set(calls.filter(wanted).map(({ leadId }) => leadId)).size;
    expect(progress).toMatchObject({
      called: LEADS,
      calls: dialed.length,
      qualified: leadsWith(({ outcome }) => outcome === 'QUALIFIED'),
      optedOut: leadsWith(({ outcome }) => outcome === 'OPTED_OUT'),
      connected: new Set(dialed.filter(({ answeredBy }) => answeredBy === 'human').map(({ to }) => to)).size,
    });
    expect(calls).toHaveLength(dialed.length);
    expect(dialed.filter(({ liveToSameNumber }) => liveToSameNumber > 0)).toEqual([]);
    expect(dialed.flatMap(({ sid, notifications }) => notifications.map((one) => ({ sid, ...one })))).toEqual([]);
  });
});

const IMPORT_FIELDS = 'id status rowsRead created updated unchanged rejected errors { nodes { line field reason } }';
const IMPORT_FILE = `mutation ($file: Upload!, $projectId: ID!, $importId: ID!) {
  importLeads(file: $file, projectId: $projectId, importId: $importId) { ... on LeadImport { ${IMPORT_FIELDS} } } }`;
const IMPORT_TEXT = `mutation ($text: String!, $projectId: ID!) {
  importLeads(text: $text, projectId: $projectId) { ... on LeadImport { ${IMPORT_FIELDS} } } }`;
const IMPORT_PROGRESSED = `subscription ($importId: ID!) { leadImportProgressed(importId: $importId) { id status created } }`;
const LEADS_OF_PROJECT = `query ($projectId: ID!) { leads(first: 100, filter: { projectId: $projectId }) {
  nodes { id phone stage score temperature phoneStatus } } }`;
const PROGRESSED = `subscription ($id: ID!) { campaignProgressed(campaignId: $id) { ${PROGRESS_FIELDS} } }`;
const SUPPRESSIONS = `query { suppressions(first: 100) { nodes { phone } } }`;
