import { type AgentMove, agentMove } from './agent-turn';
import type { Filling } from './assigning';
import type { Dialogue, DialogueTurn } from './dialogue';
import { type FieldProfile, profilesOf } from './fields/field-profile';
import { isKnownPlace } from './finders/places';
import { sameMoment } from './finders/moments';
import { introducesAt, isOwnName } from './name-scoring';
import { instructsTheMachine } from '../evidence/orders/instructs-the-machine';
import { saidByPerson, yesNoValue } from './person-turn';
import { yesNoFactIn } from './finders/yes-no-facts';
import { asksForOthers, declines, modeOf, saysNo, saysYes, takesUp } from './talk/acts';
import { sentencesOf, stemOf } from './talk/sentences';
import { holdsTown, isAbout, isAside, pointsBack, type Topic, topicOf } from './talk/topic';

/** A value and where it comes from. */
export interface Found {
  readonly profile: FieldProfile;
  readonly value: string;
  readonly amount?: number;
  /** The person's turn that said it, or that took it up. */
  readonly turn: number;
  /** Their words. */
  readonly quote: string;
  /** They were asked for it, or introduced themselves by it. */
  readonly isGiven?: boolean;
  /** The agent's words that were taken up. */
  readonly offer?: { readonly turn: number; readonly quote: string };
}

interface Offer extends Filling {
  readonly turn: number;
  readonly quote: string;
}

/** What a dialogue establishes: the last word of the person on each field, said by themselves or taken up from the agent. */
export function readDialogue({ turns, fields }: Pick<Dialogue, 'turns' | 'fields'>): Map<string, Found> {
  const reader = new DialogueReader(profilesOf(fields));
  turns.forEach((turn, at) => reader.hear(turn, at));
  return reader.found;
}

class DialogueReader {
  readonly found = new Map<string, Found>();
  private move: AgentMove | undefined;
  private offers: Offer[] = [];
  /** The names that were last to choose from. */
  private alternatives: readonly Offer[] = [];
  /** The person's last turn asked something, and what of. */
  private hasAsked = false;
  private wondered: readonly FieldProfile[] = [];
  /** What they are looking for. */
  topic: Topic | undefined;

  constructor(readonly profiles: readonly FieldProfile[]) {}

  hear({ speaker, text }: DialogueTurn, at: number): void {
    if (speaker === 'SYSTEM') this.hearAgent(text, at);
    else this.hearPerson(text, at);
  }

  readonly isFilled = ({ field }: FieldProfile): boolean => this.found.has(field.name);

  private hearAgent(text: string, at: number): void {
    this.move = this.withReference(
      agentMove(text, at, {
        profiles: this.profiles,
        isFilled: this.isFilled,
        answersQuestion: this.hasAsked,
        topic: this.topic,
      }),
    );
    const offered = this.move.offered.map((filling) => ({ ...filling, turn: at, quote: sentenceAt(text, filling) }));
    const { alternatives } = this.move;
    if (alternatives.length > 0)
      this.alternatives = alternatives.map((filling) => ({ ...filling, turn: at, quote: sentenceAt(text, filling) }));
    // A new name is a new offer: what went with the old one went with it.
    if (offered.some(({ profile }) => isWho(profile))) this.offers = offered;
    else if (offered.some(({ profile }) => profile.kind === 'TIME'))
      this.offers = [...this.offers.filter(({ profile }) => isWho(profile)), ...offered];
    else
      this.offers = [
        ...this.offers.filter(({ profile }) => offered.every((other) => other.profile !== profile)),
        ...offered,
      ];
  }

  private hearPerson(text: string, at: number): void {
    const move = this.move;
    // Who writes their own assessment claims nothing by it.
    if (instructsTheMachine(text)) return this.turnOver();
    this.topic = topicOf(text, this.profiles) ?? this.topic;
    this.takeUpProposals(text, at, move);
    this.takeUpOffers(text, at);
    for (const filling of saidByPerson(text, move, this)) {
      const isGiven = move?.asked.has(filling.profile) === true || introducesAt(text, filling.start);
      this.keep({ ...filling, isGiven }, text, at);
    }
    this.nameChosen(text, at);
    if (pointsBack(text)) this.stayInTown();
    const questions = sentencesOf(text).filter(
      (sentence) =>
        sentence.asks && (modeOf(sentence) !== 'STATEMENT' || /^can (?:i|we)\b/i.test(sentence.text.trim())),
    );
    this.hasAsked = questions.length > 0 && !asksForOthers(text);
    const booleans = this.profiles.filter(({ kind }) => kind === 'BOOLEAN');
    this.wondered = booleans.filter((profile) => questions.some((sentence) => yesNoFactIn(profile, sentence)));
    this.turnOver();
  }

  /** "Now find me a hotel there": where the last thing was. */
  private stayInTown(): void {
    const towns = [...this.found.values()].filter(({ profile }) => holdsTown(profile) && isAside(profile, this.topic));
    const [town] = towns.sort(
      (a, b) => Number(a.profile.role === 'FROM') - Number(b.profile.role === 'FROM') || b.turn - a.turn,
    );
    const open = this.profiles.filter(
      (profile) =>
        holdsTown(profile) && isAbout(profile, this.topic) && profile.role !== 'FROM' && !this.isFilled(profile),
    );
    if (town) for (const profile of open) this.found.set(profile.field.name, { ...town, profile });
  }

  private turnOver(): void {
    this.move = undefined;
  }

  /** "Can we get a mortgage?" — "Yes, would you need one?" */
  private withReference(move: AgentMove): AgentMove {
    const refers = move.yesNo.size === 0 && /\b(?:one|it|that|this)\b[^.!?]*\?/i.test(move.text);
    return refers ? { ...move, yesNo: new Map(this.wondered.map((profile) => [profile, true])) } : move;
  }

  /** "So two tickets on Friday?" — "Yes." */
  private takeUpProposals(text: string, at: number, move: AgentMove | undefined): void {
    if (!move || asksForOthers(text)) return;
    const isYes = saysYes(text) || takesUp(text, sentencesOf(text));
    if (!isYes || (saysNo(text) && !saysYes(text))) return;
    for (const filling of move.proposed)
      this.takeUp({ ...filling, turn: move.turn, quote: sentenceAt(move.text, filling) }, text, at, true);
    if (!move.isConfirmation) return;
    for (const [profile, value] of move.yesNo) {
      const own = yesNoValue(profile, value);
      if (own !== undefined)
        this.takeUp(
          { profile, value: own, start: 0, end: 0, score: 1, turn: move.turn, quote: move.text },
          text,
          at,
          true,
        );
    }
  }

  private takeUpOffers(text: string, at: number): void {
    if (this.offers.length === 0) return;
    const hasTaken =
      takesUp(text, sentencesOf(text)) ||
      (this.move !== undefined &&
        /[?]\s*$/.test(this.move.text) &&
        saysYes(text) &&
        this.move.proposed.length + this.move.offered.length > 0) ||
      ((this.move?.offered.length ?? 0) > 0 &&
        /^(?:ok|okay|great|perfect|alright|good|nice)[,.!]* (?:thanks|thank you)\b/i.test(text.trim()));
    if (hasTaken && !asksForOthers(text)) {
      for (const offer of this.offers)
        this.takeUp(offer, text, at, this.move?.proposed.some(({ profile }) => profile === offer.profile) === true);
      if (this.offers.some(({ profile }) => isWho(profile) && isAbout(profile, this.topic))) this.stayInTown();
      this.offers = [];
    } else if (asksForOthers(text) || declines(text)) this.offers = [];
  }

  /** The person's own wording of the same day or hour stays; a name is as the agent gave it. */
  private takeUp(offer: Offer, text: string, at: number, isProposal: boolean): void {
    const { profile, value, amount } = offer;
    const before = this.found.get(profile.field.name);
    const isMoment = profile.kind === 'DATE' || profile.kind === 'TIME';
    if (
      before &&
      isMoment &&
      (sameMoment(profile.kind === 'DATE' ? 'DATE' : 'TIME', before.value, value) ||
        (!isProposal && before.offer === undefined))
    )
      return;
    if (before && profile.kind === 'PLACE' && (!isProposal || samePlace(before.value, value))) return;
    if (
      before &&
      isProposal &&
      ((isWithin(before.value, value) && !profile.isClosed) ||
        isSameWithNoun(before.value, value, profile) ||
        (profile.kind === 'MONEY' && before.amount === amount))
    )
      return;
    this.found.set(profile.field.name, {
      profile,
      value,
      ...(amount === undefined ? {} : { amount }),
      turn: at,
      quote: text,
      offer: { turn: offer.turn, quote: offer.quote },
    });
  }

  private keep(filling: Filling & { isGiven: boolean }, text: string, at: number): void {
    const { profile, value, amount, isGiven } = filling;
    const before = this.found.get(profile.field.name);
    // Who has told their name is no other person for speaking of one.
    if (before?.isGiven && !isGiven && isOwnName(profile)) return;
    // A place that was given stays when another is only spoken of in passing.
    if (before && profile.kind === 'NAME' && isKnownPlace(value)) return;
    if (before && profile.kind === 'NAME' && isWithin(before.value, value)) return;
    this.found.set(profile.field.name, {
      profile,
      value,
      ...(amount === undefined ? {} : { amount }),
      turn: at,
      quote: sentenceAt(text, filling),
      isGiven,
    });
  }

  /** "The Glass Orchard sounds interesting", "take the Honda": one of several that were offered. */
  private nameChosen(text: string, at: number): void {
    const said = text.toLowerCase();
    const wanted = this.alternatives.filter(({ value }) => said.includes(value.toLowerCase()));
    const [chosen] = wanted;
    if (chosen && wanted.length === 1 && !declines(text)) {
      this.offers = this.offers.filter(({ profile }) => profile !== chosen.profile);
      return this.takeUp(chosen, text, at, true);
    }
    for (const offer of this.offers) {
      const isNamed = offer.profile.kind === 'NAME' && said.includes(offer.value.toLowerCase());
      if (isNamed && !asksForOthers(text) && !/[?]/.test(text)) this.takeUp(offer, text, at, true);
    }
  }
}

function isWho({ kind }: FieldProfile): boolean {
  return kind === 'NAME' || kind === 'PERSON';
}

/** "Vegas" and "Las Vegas", "LA" and "Los Angeles": the person's own word for it stays. */
function samePlace(one: string, other: string): boolean {
  const initials = other
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .join('');
  return isWithin(one, other) || isWithin(other, one) || one.toUpperCase() === initials.toUpperCase();
}

function isWithin(longer: string, shorter: string): boolean {
  return longer.length > shorter.length && longer.toLowerCase().includes(shorter.toLowerCase());
}

/** "The Aloft Hotel" for the hotel "Aloft": what the field is about tells nothing more. */
function isSameWithNoun(shorter: string, longer: string, { core }: FieldProfile): boolean {
  const bare = longer.replace(/^the\s+/iu, '').toLowerCase();
  if (!bare.startsWith(`${shorter.toLowerCase()} `)) return false;
  const rest = bare.slice(shorter.length + 1);
  return core.some(({ stem }) => stem === stemOf(rest));
}

function sentenceAt(text: string, { start, end }: { start: number; end: number }): string {
  const sentence = sentencesOf(text).find((candidate) => candidate.start <= start && start < candidate.end);
  return end > start && sentence && end <= sentence.end ? sentence.text.trim() : text.trim();
}
