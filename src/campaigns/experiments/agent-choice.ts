import { createHash } from 'node:crypto';

/** An agent new people may be given. */
export interface Speaker {
  readonly id: string;
  /** Its weight beside the others'; null when nobody asked for a split. */
  readonly share: number | null;
  /** Calls it may still begin; null without a limit of its own. */
  readonly free: number | null;
  /** Calls it has now, over all campaigns and by hand. */
  readonly live: number;
}

/** Somebody who may be called now. */
export interface Person {
  readonly enrolmentId: string;
  /** E.164: the person whatever the campaign, so chance puts it in the same arm wherever the arms are the same. */
  readonly phone: string;
  /** Who speaks to the person in this campaign since the first claim; null for who was never claimed. */
  readonly agentId: string | null;
  /** Who spoke to the person last, in any campaign. */
  readonly knownAgentId: string | null;
}

export interface Seat {
  readonly enrolmentId: string;
  readonly agentId: string;

  /** False when the agent is full: the person is the agent's, and waits. */
  readonly isCalled: boolean;
}

/**
 * Gives people their agents, in their order, until `limit` of them have a call.
 * A person keeps the agent of the first claim, whatever becomes of weights and loads, and gets another only when that one may no
 * longer speak. Where a split is asked for, chance decides by the shares; who chance gives to a full agent waits for it, or the split
 * would follow the load. Otherwise people go to whom they know, and to the agent with most room. No agent gets more than `free`.
 * Nobody is listed who keeps waiting as before.
 */
export function seatPeople(people: readonly Person[], speakers: readonly Speaker[], limit: number): Seat[] {
  const rooms = new Map(speakers.map((speaker) => [speaker.id, new Room(speaker)]));
  const seats: Seat[] = [];
  let called = 0;
  for (const person of people) {
    if (called >= limit) break;
    const current = person.agentId === null ? undefined : rooms.get(person.agentId);
    const room = current ?? roomFor(person, speakers, rooms);
    const isCalled = room?.take() ?? false;
    if (isCalled) called += 1;
    if (!room || (!isCalled && current)) continue;
    seats.push({ enrolmentId: person.enrolmentId, agentId: room.id, isCalled });
  }
  return seats;
}

function roomFor(person: Person, speakers: readonly Speaker[], rooms: ReadonlyMap<string, Room>): Room | undefined {
  if (speakers.some(({ share }) => share !== null)) {
    const arm = armOf(person.phone, speakers);
    return arm && rooms.get(arm.id);
  }
  const known = person.knownAgentId === null ? undefined : rooms.get(person.knownAgentId);
  return known?.hasRoom ? known : roomiest(person.phone, [...rooms.values()]);
}

/**
 * The arm chance gives a person: weighted rendezvous hashing. Each arm draws a number from person and arm alone, so the answer depends
 * neither on the order of the arms nor on when it is asked, follows the shares exactly on average, and when a share changes or an arm
 * goes only those move who must (Schindelhauer and Schomaker 2005, "Weighted distributed hash tables").
 */
export function armOf<A extends { readonly id: string; readonly share: number | null }>(
  phone: string,
  arms: readonly A[],
): A | undefined {
  let best: { arm: A; delay: number } | undefined;
  for (const arm of arms) {
    const delay = -Math.log(draw(phone, arm.id)) / (arm.share ?? 1);
    if (!best || delay < best.delay || (delay === best.delay && arm.id < best.arm.id)) best = { arm, delay };
  }
  return best?.arm;
}

/** The most relative room counts: an agent of ten calls that has five is as busy as one of two that has one. */
function roomiest(phone: string, rooms: readonly Room[]): Room | undefined {
  const able = rooms.filter((room) => room.hasRoom);
  const least = Math.min(...able.map((room) => room.load));
  return armOf(
    phone,
    able.filter((room) => room.load === least),
  );
}

/** Room an agent without a limit is taken to have, for comparison with the others. */
const USUAL_ROOM = 10;

class Room {
  readonly id: string;
  readonly share = null;
  private readonly size: number;
  private taken: number;
  private left: number;

  constructor({ id, free, live }: Speaker) {
    this.id = id;
    this.size = free === null ? USUAL_ROOM : Math.max(1, live + free);
    this.taken = live;
    this.left = free ?? Number.POSITIVE_INFINITY;
  }

  get hasRoom(): boolean {
    return this.left > 0;
  }

  /** Calls it has for each it may have. */
  get load(): number {
    return this.taken / this.size;
  }

  take(): boolean {
    if (!this.hasRoom) return false;
    this.taken += 1;
    this.left -= 1;
    return true;
  }
}

/** Above 0 and at most 1: 52 bits of a digest. */
function draw(phone: string, agentId: string): number {
  const bits = createHash('sha256').update(`${agentId} ${phone}`).digest().readBigUInt64BE() >> 12n;
  return (Number(bits) + 1) / 2 ** 52;
}
