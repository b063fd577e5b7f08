import type { ContactPurpose } from '../rules/contact-question';
import { type DisclosureDuty, type DisclosureElement, dutiesIn, isOneParty } from './disclosure-duties';
import { type DisclosureLanguage, type DisclosureLines, disclosureLinesIn, WORDING_VERSION } from './disclosure-lines';
import type { DisclosureSettings } from './disclosure-settings';

/** What the first words of one call depend on. */
export interface DisclosureQuestion {
  /** Rows of the rule base that claim the call; every one's duties are met. */
  readonly jurisdictions: readonly string[];
  readonly moment: Date;
  readonly rulesVersion: string;
  /** Registered legal name of the company, in letters that can be spoken. */
  readonly seller: string;
  /** First name the assistant goes by. */
  readonly agentName?: string | null;
  readonly purpose: ContactPurpose;
  /** True when the sound of the call is kept. What is said is written down in any case. */
  readonly recorded: boolean;
  readonly language: DisclosureLanguage;
  readonly settings: DisclosureSettings;
}

/** Proof of what was said and why, kept with the call; holds nothing personal. */
export interface DisclosureRecord {
  readonly rulesVersion: string;
  readonly wordingVersion: number;
  readonly jurisdictions: readonly string[];
  readonly language: DisclosureLanguage;
  readonly elements: readonly DisclosureElement[];
  /** Laws that demanded an element, as `US-CT CONTINUE_CHOICE`. */
  readonly duties: readonly string[];
}

/** The first words of a call, sentence by sentence, in the order they are to be said. */
export interface Disclosure {
  readonly opening: readonly string[];
  /** True when the last sentence asks whether to go on: nothing may be said after it before the person has answered. */
  readonly asksToGoOn: boolean;
  readonly record: DisclosureRecord;
}

interface Spoken {
  readonly elements: readonly DisclosureElement[];
  readonly sentence: string;
}

/**
 * Composes what the law of every place the person may be in demands at the start of a call. Who calls, that it is a machine and what for
 * come first, the way out of all calls right behind them (47 CFR 64.1200(b)); a question whether to go on comes last. A company's
 * settings add sentences; the one they may leave out is the notice of recording where nobody demands it.
 */
export function disclosureFor(question: DisclosureQuestion): Disclosure {
  const duties = dutiesIn(question.jurisdictions, latestDateOf(question.moment));
  const spoken = [...identification(question), ...notices(question, duties), ...choice(question, duties)];
  const elements = spoken.flatMap((part) => part.elements);
  return {
    opening: spoken.map(({ sentence }) => sentence),
    asksToGoOn: elements.includes('CONTINUE_CHOICE') || elements.includes('PERMISSION'),
    record: {
      rulesVersion: question.rulesVersion,
      wordingVersion: WORDING_VERSION,
      jurisdictions: question.jurisdictions,
      language: question.language,
      elements,
      duties: duties.filter(isOfAPlace).map(({ jurisdiction, element }) => `${jurisdiction} ${element}`),
    },
  };
}

/** Elements the law, or the habit that covers every law, demands of a call. */
export function demandedElements({
  jurisdictions,
  moment,
  settings,
}: Pick<DisclosureQuestion, 'jurisdictions' | 'moment' | 'settings'>): ReadonlySet<DisclosureElement> {
  const localDate = latestDateOf(moment);
  const demanded = new Set(dutiesIn(jurisdictions, localDate).map(({ element }) => element));
  if (settings.recordingNotice === 'ALWAYS' || !isOneParty(jurisdictions, localDate)) demanded.add('RECORDING');
  return demanded;
}

function identification({ seller, agentName, purpose, language }: DisclosureQuestion): Spoken[] {
  const lines = disclosureLinesIn(language);
  // A call the person asked for still wants to sell.
  const who = purpose === 'INFORMATIONAL' ? lines.informationCall : lines.salesCall;
  return [
    { elements: ['AI', 'PURPOSE', 'SELLER'], sentence: who(seller, agentName ?? null) },
    { elements: ['OPT_OUT'], sentence: lines.optOutOffer },
  ];
}

function notices(question: DisclosureQuestion, duties: readonly DisclosureDuty[]): Spoken[] {
  const { seller, settings, recorded, language } = question;
  const lines = disclosureLinesIn(language);
  const demanded = demandedElements(question);
  const isOwed = (element: DisclosureElement): boolean => duties.some((duty) => duty.element === element);
  return [
    ...said(isOwed('ARTIFICIAL_VOICE'), 'ARTIFICIAL_VOICE', lines.artificialVoice),
    ...said(demanded.has('RECORDING'), 'RECORDING', recorded ? lines.isRecorded : lines.mayBeRecorded),
    ...said(isOwed('SELLER_LIST'), 'SELLER_LIST', lines.sellerList(seller)),
    ...added(settings, lines),
  ];
}

/** What the company wants said beside. */
function added({ purpose, callbackNumber, extraSentence }: DisclosureSettings, lines: DisclosureLines): Spoken[] {
  return [
    ...(purpose ? [{ elements: [], sentence: lines.about(purpose) }] : []),
    ...(callbackNumber ? said(true, 'CALLBACK_NUMBER', lines.callbackNumber(digitByDigit(callbackNumber))) : []),
    ...(extraSentence ? [{ elements: [], sentence: extraSentence }] : []),
  ];
}

/** Connecticut's question asks for permission as well. */
function choice({ language }: DisclosureQuestion, duties: readonly DisclosureDuty[]): Spoken[] {
  const lines = disclosureLinesIn(language);
  const owed = duties.map(({ element }) => element);
  const asks = (['CONTINUE_CHOICE', 'PERMISSION'] as const).filter((element) => owed.includes(element));
  if (asks.length === 0) return [];
  return [{ elements: asks, sentence: asks.includes('CONTINUE_CHOICE') ? lines.continueChoice : lines.permission }];
}

function said(isSaid: boolean, element: DisclosureElement, sentence: string): Spoken[] {
  return isSaid ? [{ elements: [element], sentence }] : [];
}

function isOfAPlace({ jurisdiction }: DisclosureDuty): boolean {
  return jurisdiction !== '*';
}

/** Read out one by one; a whole number would be spoken as billions. */
function digitByDigit(phone: string): string {
  return phone.replace(/\D/g, '').split('').join(' ');
}

const EASTERNMOST_MS = 14 * 3_600_000;

/** The date where it is latest on earth: a duty begins a few hours early rather than late. */
function latestDateOf(moment: Date): string {
  const ms = moment.getTime() + EASTERNMOST_MS;
  return new Date(ms).toISOString().slice(0, 10);
}
