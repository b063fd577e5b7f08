import { cleanLine } from '../../../leads/clean-text';
import type { HandoffPacket } from '../../../escalation/packets/handoff-packet';
import type { EscalationMailKind } from './mail-message.entity';

/** What a mail is about, beside the packet. */
export interface MailSubject {
  readonly kind: EscalationMailKind;
  readonly trigger: string;
  readonly reason: string | null;
  readonly raisedAt: Date;
  /** By when somebody has to call back, where that was promised. */
  readonly callbackDueAt: Date | null;
}

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Line = readonly [label: string, value: string];

const WHY: Readonly<Record<string, string>> = {
  HUMAN_REQUESTED: 'The person asked for a human.',
  KEYWORD: 'The person asked for a human.',
  ANGER: 'The person is angry.',
  HIGH_VALUE: 'A hot lead.',
  LOW_CONFIDENCE: 'The agent was not sure.',
  TOO_MANY_EXCHANGES: 'The conversation leads nowhere.',
  MODEL_REFUSED: 'The agent could not answer.',
  NO_KNOWLEDGE: 'A question the agent cannot answer.',
  UNDELIVERED: 'An answer of the agent could not be sent.',
  MANUAL: 'A colleague asks you to take over.',
};

const OPENING: Readonly<Record<EscalationMailKind, string>> = {
  ESCALATION_RAISED: 'Waiting for a human',
  ESCALATION_REMINDER: 'Still waiting for a human',
  CALLBACK_PROMISED: 'A callback was promised',
};

const ARABIC = /\p{Script=Arabic}/u;

/** The mail about an escalation. Every word of the lead is data: escaped, on its own line, never in a link. */
export function escalationMail(packet: HandoffPacket, about: MailSubject): WrittenMail {
  const who = cleanLine(packet.name ?? '') || packet.phone;
  const lines = linesOf(packet, about);
  const opening = OPENING[about.kind];
  // Only a page that asks its reader to sign in: what the API serves a browser cannot open.
  const url = packet.transcriptPage;
  return {
    subject: `${opening}: ${who}`.slice(0, 200),
    text: [...lines.map(([label, value]) => `${label}: ${value}`), ...(url ? [`Transcript: ${url}`] : [])].join('\n'),
    html: [
      '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"></head><body>',
      `<h1>${escaped(opening)}</h1><table>`,
      ...lines.map(([label, value]) => `<tr><th align="left">${escaped(label)}</th>${cell(value)}</tr>`),
      '</table>',
      url ? `<p><a href="${escaped(url)}">Transcript</a></p>` : '',
      '</body></html>',
    ].join('\n'),
  };
}

/** For HTML text and attributes in double quotes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function cell(value: string): string {
  const direction = ARABIC.test(value) ? ' dir="rtl" lang="ar"' : '';
  return `<td${direction}>${escaped(value)}</td>`;
}

function linesOf(packet: HandoffPacket, about: MailSubject): Line[] {
  const { bestTime } = packet;
  const lines: (readonly [string, string | null])[] = [
    ['Who', [packet.name, packet.company].filter(Boolean).join(', ') || null],
    ['Phone', packet.phone],
    ['Why', [WHY[about.trigger] ?? about.trigger, about.reason].filter(Boolean).join(' ')],
    ['Please note', packet.isSuppressed ? 'The person asked not to be contacted: answer only what they ask.' : null],
    ['Open question', packet.openQuestion],
    ['Language', packet.language],
    ['Score', packet.score === null ? null : `${packet.score} of 100`],
    ...packet.facts.map(({ field, value, quote }) => [field, said(value, quote)] as const),
    ['Promised to call', bestTime.promisedAt && local(bestTime.promisedAt, bestTime.timeZone)],
    ['Call back by', about.callbackDueAt && local(about.callbackDueAt, bestTime.timeZone)],
    ['Call from', bestTime.opensAt && local(bestTime.opensAt, bestTime.timeZone)],
    ['Waiting since', about.raisedAt.toISOString()],
  ];
  return lines.flatMap(([label, value]) => (value ? [[label, cleanLine(value)] as const] : []));
}

function said(value: unknown, quote: string | null): string {
  const told = typeof value === 'string' ? value : JSON.stringify(value);
  return quote ? `${told} ("${quote}")` : told;
}

function local(moment: Date, timeZone: string): string {
  const shown = moment.toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  return `${shown} (${timeZone})`;
}
