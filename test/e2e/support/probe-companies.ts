import { randomUUID } from 'node:crypto';
import { ASK, perform, signIn } from '../../../src/demo/demo-api';
import { RUBRIC } from '../../../src/demo/scenario';
import { GraphqlClient } from '../../support/graphql-client';
import { type Company, PASSWORD } from './company';
import { eventually } from './eventually';
import type { Installation } from './installation';
import { numberOf } from './people';
import { accessRules } from './probe-access';
import { ask } from './probe-requests';

/** Stands in everything the first company writes anywhere, and in nothing of the second. */
export const CANARY = 'zanzarine';

/** Ids by GraphQL type. */
export type Ids = Readonly<Record<string, string>>;

export interface Watched {
  readonly company: Company;
  readonly ids: Ids;
  /** A second campaign, not started, and a lead of it. */
  readonly next: { readonly campaignId: string; readonly leadId: string };
}

export const FORM = `${CANARY}-form`;
/** Of a project that calls new leads at once. */
export const PROMPT_FORM = `${CANARY}-prompt`;

/** A company with something of everything, its first campaign run to the end. */
export async function watchedCompany(installation: Installation): Promise<Watched> {
  const company = await installation.found({ name: `${CANARY} Homes`, email: `owner@${CANARY}.example` });
  const projectId = await projectOf(company, CANARY);
  const rubric = await company.perform(ASK.saveRubric, { input: { ...RUBRIC, name: `${CANARY} buyers` } });
  const mapping = await company.perform(ASK.createFormMapping, { input: { formName: FORM, projectId } });
  const leadIds = await leadsOf(company, projectId, 0);
  const importId = await importOf(company, projectId);
  await sendForm(company, FORM, numberOf('rambler', 4));
  await sendForm(company, `${CANARY}-unknown`, numberOf('liar', 4));
  await promptProjectOf(company);
  await sendForm(company, PROMPT_FORM, numberOf('busy', 4));
  const policy = { rubricId: rubric.id, name: `${CANARY} spring`, guidance: `Mention the ${CANARY} tower.` };
  const campaignId = await company.draftCampaign(projectId, leadIds, policy);
  const simulation = await company.perform(SIMULATE, { campaignId });
  await company.start(campaignId);
  await eventually(
    'the campaign completes',
    () => company.progress(campaignId),
    ({ status }) => status === 'COMPLETED',
    60_000,
  );
  await installation.quiet();
  const [leadId = ''] = await leadsOf(company, projectId, 1);
  const listId = await listOf(company);
  const next = { campaignId: await company.draftCampaign(projectId, [leadId], policy), leadId };
  const [of] = await installation.sql<
    Record<'agent' | 'key' | 'member' | 'call' | 'conversation' | 'assessment' | 'lead' | 'suppression', string>
  >(IDS, [company.tenantId]);
  if (!of) throw new Error('The campaign left no assessed conversation behind.');
  const taken = await takenOverBy(installation, company, { lead: of.lead, member: of.member });
  const documentId = await knowledgeOf(company, projectId);
  const rescoring = await company.perform(RESCORE, { rubricId: rubric.id });
  const target = await company.perform(ADD_TARGET, { input: { name: `Ben ${CANARY}`, phone: '+12125550211' } });
  const text = await company.perform(SEND, { leadId: of.lead, text: `The ${CANARY} tower has a flat for you.` });
  const ids = {
    Tenant: company.tenantId,
    Project: projectId,
    Rubric: rubric.id,
    FormMapping: mapping.id,
    LeadImport: importId,
    Campaign: campaignId,
    Agent: of.agent,
    ApiKey: of.key,
    Member: of.member,
    Call: of.call,
    Conversation: of.conversation,
    Assessment: of.assessment,
    Lead: of.lead,
    TextMessage: text.id,
    Suppression: of.suppression,
    ListImport: listId,
    Simulation: simulation.id,
    ...taken,
    KnowledgeDocument: documentId,
    CompanyNumber: await numberOfItsOwn(installation, company, projectId),
    TransferTarget: target.id,
    ...(await webhookOf(installation, company)),
    Rescoring: rescoring.id,
    ...(await transferOf(installation, company, { call: of.call, target: target.id })),
    // Of nobody's company: who runs the platform alone may touch them.
    EmergencyHold: randomUUID(),
    PlatformSuppression: randomUUID(),
  };
  return { company, ids, next };
}

/** A transfer of the call that was given up before anybody was rung. */
async function transferOf(
  installation: Installation,
  { tenantId }: Company,
  { call, target }: { call: string; target: string },
): Promise<{ Transfer: string; ColleagueCall: string }> {
  const ids = { Transfer: randomUUID(), ColleagueCall: randomUUID() };
  await installation.sql(
    `insert into transfers (tenant_id, id, call_id, reason, summary, language, requested_by, call_seconds, act_at, created_at, updated_at)
     values ($1, $2, $3, $4, $4, 'en-US', 'test', 600, now(), now(), now())`,
    [tenantId, ids.Transfer, call, CANARY],
  );
  await installation.sql(
    `insert into transfer_legs (tenant_id, id, transfer_id, target_id, position, phone, from_number, ring_timeout_seconds, max_call_seconds,
       created_at, updated_at)
     select tenant_id, $2, $3, id, 1, phone, '+14155550100', 20, 600, now(), now() from transfer_targets where tenant_id = $1 and id = $4`,
    [tenantId, ids.ColleagueCall, ids.Transfer, target],
  );
  await installation.sql(
    `update transfer_legs set status = 'CANCELED', skipped = 'NOT_NEEDED', ended_at = now() where tenant_id = $1 and id = $2`,
    [tenantId, ids.ColleagueCall],
  );
  await installation.sql(
    `update transfers set state = 'CANCELLED', result = 'CALLER_LEFT', settled_at = now(), ended_at = now(), act_at = null
     where tenant_id = $1 and id = $2`,
    [tenantId, ids.Transfer],
  );
  return ids;
}

/** An endpoint to which nothing is sent any more, and what was once. */
async function webhookOf(
  installation: Installation,
  company: Company,
): Promise<{ WebhookEndpoint: string; WebhookDelivery: string }> {
  const url = `https://hooks.${CANARY}.example/in`;
  const { endpoint } = await company.perform<{ endpoint: { id: string } }>(ADD_ENDPOINT, { url });
  await company.perform(SWITCH_OFF, { id: endpoint.id });
  const id = randomUUID();
  await installation.sql(
    `insert into webhook_deliveries (tenant_id, id, endpoint_id, message_id, event, body, due_at, created_at)
     values ($1, $2, $3, $4, 'appointment.kept', $5, now(), now())`,
    [company.tenantId, id, endpoint.id, `msg_${id.replaceAll('-', '')}`, JSON.stringify({ data: CANARY })],
  );
  await installation.sql(
    `update webhook_deliveries set status = 'FAILED', settled_at = now(), attempts = 1 where tenant_id = $1 and id = $2`,
    [company.tenantId, id],
  );
  await installation.sql(
    `insert into webhook_attempts (tenant_id, delivery_id, attempt, at, latency_ms, response_status, response)
     values ($1, $2, 1, now(), 12, 500, $3)`,
    [company.tenantId, id, CANARY],
  );
  return { WebhookEndpoint: endpoint.id, WebhookDelivery: id };
}

const ADD_ENDPOINT = `mutation ($url: String!) { createWebhookEndpoint(input: { url: $url, events: [APPOINTMENT_KEPT] }) {
  ... on IssuedWebhookEndpoint { endpoint { id } } ... on Refusal { message } } }`;
const SWITCH_OFF = `mutation ($id: ID!) { updateWebhookEndpoint(id: $id, input: { isActive: false }) {
  ... on WebhookEndpoint { id } ... on Refusal { message } } }`;

/** What people of the company have to do with the lead. */
async function takenOverBy(
  installation: Installation,
  company: Company,
  { lead, member }: { lead: string; member: string },
): Promise<Ids> {
  const escalation = await company.perform(HAND_OFF, { id: lead });
  await company.perform(ASSIGN, { id: escalation.id, member });
  const ticket = await company.perform(OPEN_TICKET, { input: { leadId: lead, subject: `The ${CANARY} key is lost` } });
  await company.perform(GIVE_TICKET, { id: ticket.id, member });
  await company.perform(TELL, { email: `sales@${CANARY}.example` });
  const appointment = randomUUID();
  await installation.sql(PROMISE, [company.tenantId, appointment, lead]);
  return { Escalation: escalation.id, Ticket: ticket.id, Appointment: appointment };
}

/** Given by who runs the platform. */
async function numberOfItsOwn(installation: Installation, company: Company, projectId: string): Promise<string> {
  const [id, last] = [
    randomUUID(),
    company.tenantId
      .replaceAll(/[^1-9]/g, '')
      .slice(-7)
      .padEnd(7, '1'),
  ];
  await installation.sql(GIVE_NUMBER, [company.tenantId, id, `+1415${last}`, projectId]);
  return id;
}

const GIVE_NUMBER = /* sql */ `
insert into company_numbers (tenant_id, id, channel, phone, project_id, created_at, updated_at) values ($1, $2, 'SMS', $3, $4, now(), now())`;

export const HAND_OFF = 'mutation ($id: ID!) { handOffLead(leadId: $id, reason: "A person is wanted.") { id } }';
const ASSIGN =
  'mutation ($id: ID!, $member: ID!) { assignEscalation(id: $id, userId: $member) { ... on Escalation { id } } }';
const OPEN_TICKET = 'mutation ($input: CreateTicketInput!) { createTicket(input: $input) { id } }';
const GIVE_TICKET =
  'mutation ($id: ID!, $member: ID!) { updateTicket(id: $id, input: { assigneeId: $member }) { ... on Ticket { id } } }';
const TELL = 'mutation ($email: String!) { updateEscalationSettings(input: { emails: [$email] }) { emails } }';
/** Nobody but an agent promises one. */
const PROMISE = /* sql */ `
insert into appointments (tenant_id, id, lead_id, starts_at, ends_at, time_zone, calendar, created_at, updated_at)
values ($1, $2, $3, now() + interval '1 day', now() + interval '25 hours', 'America/New_York', 'INTERNAL', now(), now())`;

/** One call that was talked on and assessed, and what it hangs on. */
const IDS = /* sql */ `
select c.id as call, c.agent_id as agent, c.lead_id as lead, s.id as assessment, s.conversation_id as conversation,
  (select id from api_keys where tenant_id = $1 limit 1) as key,
  (select user_id from members where tenant_id = $1 limit 1) as member,
  (select id from suppressions where tenant_id = $1 limit 1) as suppression
from calls c join assessments s on s.tenant_id = c.tenant_id and s.call_id = c.id
where c.tenant_id = $1 and c.outcome = 'QUALIFIED' limit 1`;

/** Something for the question of a probe, for all projects and for one; answers the document of the one. */
async function knowledgeOf(company: Company, projectId: string): Promise<string> {
  const document = { title: `${CANARY} rules`, kind: 'TEXT', text: `Probe the ${CANARY} tower.` };
  await company.perform(ADD_KNOWLEDGE, { input: document });
  return (await company.perform(ADD_KNOWLEDGE, { input: { ...document, projectId } })).id;
}

const ADD_KNOWLEDGE = `mutation ($input: AddKnowledgeDocumentInput!) {
  addKnowledgeDocument(input: $input) { ... on KnowledgeDocument { id } ... on Refusal { code message } } }`;

export interface Probing {
  readonly company: Company;
  readonly ids: Ids;
  /** A key with every scope there is. */
  readonly key: string;
}

/** A company with things of its own wherever an operation needs one beside the foreign one. */
export async function probingCompany(installation: Installation): Promise<Probing> {
  const company = await installation.found({ name: 'Meadow Motors' });
  const projectId = await projectOf(company, 'Meadow');
  const leadId = await company.createLead({ phone: numberOf('busy', 9), name: 'Bea', projectId });
  const rubricId = await company.saveRubric();
  const mapping = await company.perform(ASK.createFormMapping, { input: { formName: 'meadow-form', projectId } });
  const campaignId = await company.draftCampaign(projectId, [leadId]);
  const { agents } = await company.client.request<{ agents: { nodes: { id: string }[] } }>(
    '{ agents { nodes { id } } }',
  );
  await company.perform(SET_TARGET, { input: SPEED_TARGET });
  const scopes = new Set(accessRules().flatMap(({ scope }) => scope ?? []));
  const ids = {
    Tenant: company.tenantId,
    Project: projectId,
    Rubric: rubricId,
    FormMapping: mapping.id,
    Campaign: campaignId,
    Lead: leadId,
    Agent: agents.nodes[0]?.id ?? '',
    Escalation: (await company.perform(HAND_OFF, { id: leadId })).id,
    Ticket: (await company.perform(OPEN_TICKET, { input: { leadId, subject: 'A lost key' } })).id,
    CompanyNumber: await numberOfItsOwn(installation, company, projectId),
    TransferTarget: (await company.perform(ADD_TARGET, { input: { name: 'Bo', phone: '+12125550212' } })).id,
    // It has made none.
    Call: randomUUID(),
  };
  return { company, ids, key: await company.issueKey([...scopes]) };
}

/** How fast the second company calls. */
export const SPEED_TARGET = { source: 'meadow', seconds: 60 };

/** Makes one person an administrator of each of them. */
export async function memberOfAll(url: string, email: string, companies: readonly Company[]): Promise<void> {
  for (const company of companies) {
    const { token } = await company.perform<{ token: string }>(INVITE, { email });
    await perform(new GraphqlClient(url), ACCEPT, { token, password: PASSWORD });
  }
}

export async function headersOf(
  url: string,
  email: string,
  tenantId: string,
): Promise<Readonly<Record<string, string>>> {
  return (await signIn(url, { email, password: PASSWORD, tenantId })).headers;
}

async function projectOf(company: Company, word: string): Promise<string> {
  const { id } = await company.perform(ASK.createProject, {
    input: { name: `${word} View`, keywords: [`${word} homes`] },
  });
  const agent = await company.perform(ASK.createAgent, {
    input: {
      name: `Ava of ${word}`,
      projectId: id,
      greeting: `Hello, this is Ava, the virtual assistant of ${word}. Do you have a minute?`,
      prompt: `You invite people to the launch of ${word} View. Find out their budget, when they want to move and who decides.`,
    },
  });
  await company.perform(ASK.activateAgent, { id: agent.id });
  return id;
}

async function promptProjectOf(company: Company): Promise<void> {
  const projectId = await company.launchProject(`${CANARY} Now`, { autoCall: true });
  await company.perform(ASK.createFormMapping, { input: { formName: PROMPT_FORM, projectId } });
}

/** People with different fates, so that every kind of row comes to be. */
async function leadsOf(company: Company, projectId: string, nth: number): Promise<string[]> {
  const people = ['keenBuyer', 'hostileOptOut', 'wrongNumber'] as const;
  return Promise.all(
    people.map((person) =>
      company.createLead({
        phone: numberOf(person, nth),
        projectId,
        name: `Zoe ${CANARY} ${person}`,
        company: `${CANARY} Ltd`,
        email: `${person}${nth}@${CANARY}.example`,
        address: { city: CANARY },
        attributes: { hobby: CANARY },
        source: CANARY,
      }),
    ),
  );
}

async function importOf(company: Company, projectId: string): Promise<string> {
  const importId = randomUUID();
  await importCsv(company, { projectId, importId, phone: numberOf('noAnswer', 4) });
  return importId;
}

/** A copy of the national list with one number on it that nobody has. */
async function listOf(company: Company): Promise<string> {
  const { id } = await company.perform(IMPORT_LIST, { text: 'phone\n+12125550199\n', asOf: '2026-01-01T00:00:00Z' });
  return id;
}

/** Imports one good row and a bad one. */
export async function importCsv(
  company: Company,
  row: { projectId: string; importId: string; phone: string },
): Promise<void> {
  const { phone, ...ids } = row;
  const text = `Name,Phone,Hobby\nIda ${CANARY},${phone},${CANARY}\nBad ${CANARY},nonsense,${CANARY}\n`;
  await company.perform(IMPORT, { ...ids, text, fileName: `${CANARY}.csv` });
}

export async function sendForm(company: Company, formName: string, phone: string): Promise<void> {
  const key = await company.issueKey(['intake:write']);
  const form = {
    phone,
    formName,
    name: `Fay ${CANARY}`,
    message: `I want the ${CANARY} tower`,
    shade: CANARY,
    source: CANARY,
  };
  const { status, text } = await ask(`${company.client.baseUrl}/webhooks/web-form`, {
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify(form),
  });
  if (status !== 202) throw new Error(`The form was answered ${status}: ${text}`);
}

const IMPORT = `mutation ($text: String!, $fileName: String!, $projectId: ID!, $importId: ID!) {
  importLeads(text: $text, fileName: $fileName, projectId: $projectId, importId: $importId) {
    ... on LeadImport { id } ... on Refusal { message } } }`;
const IMPORT_LIST = `mutation ($text: String!, $asOf: DateTime!) {
  importSuppressions(text: $text, kind: NATIONAL_DNC, jurisdiction: "US", asOf: $asOf) {
    ... on ListImport { id } ... on Refusal { message } } }`;
const SEND = `mutation ($leadId: ID!, $text: String!) {
  sendMessage(input: { leadId: $leadId, channel: SMS, purpose: MARKETING, text: $text }) {
    ... on TextMessage { id } ... on Refusal { message } } }`;
const RESCORE = `mutation ($rubricId: ID!) { rescoreLeads(rubricId: $rubricId) { id } }`;
const ADD_TARGET = `mutation ($input: TransferTargetInput!) { addTransferTarget(input: $input) {
  ... on TransferTarget { id } ... on Refusal { message } } }`;
const SET_TARGET = `mutation ($input: SpeedTargetInput!) { setSpeedTarget(input: $input) { source } }`;
const SIMULATE = `mutation ($campaignId: ID!) { simulateCampaign(input: { campaignId: $campaignId }) {
  ... on Simulation { id } ... on Refusal { message } } }`;
const INVITE = `mutation ($email: String!) { inviteMember(email: $email, role: ADMIN) {
  ... on Invitation { token } ... on Refusal { message } } }`;
const ACCEPT = `mutation ($token: String!, $password: String!) { acceptInvitation(token: $token, password: $password, name: "Olga") {
  ... on Member { userId } ... on Refusal { message } } }`;
