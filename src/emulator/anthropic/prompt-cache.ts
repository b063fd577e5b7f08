import { hash32 } from '../simulation/seeded';
import type { MessageBody } from './request';
import { tokensOf } from './tokens';

/** The shortest prefix worth caching on the newest models; a shorter one is silently not cached. */
const shortestPrefix = 512;
const remembered = 10_000;

export interface CacheUse {
  created: number;
  read: number;
  /** Of a created entry. */
  ttl: '5m' | '1h';
}

const nothing: CacheUse = { created: 0, read: 0, ttl: '5m' };

/** Prompt caching of tools and system prompt, as far as usage figures go. */
export class PromptCache {
  private readonly expiry = new Map<string, number>();

  /** Books one request. A hit renews the entry. */
  use(body: MessageBody, now: number): CacheUse {
    const marked = prefixOf(body);
    if (!marked) return nothing;
    const tokens = tokensOf(marked.text);
    if (tokens < shortestPrefix) return nothing;
    const key = `${body.model}|${marked.text.length}|${hash32(marked.text)}|${hash32(`${marked.text}.`)}`;
    const hit = (this.expiry.get(key) ?? 0) > now;
    this.expiry.delete(key);
    this.expiry.set(key, now + (marked.ttl === '1h' ? 3_600_000 : 300_000));
    const [oldest] = this.expiry.keys();
    if (this.expiry.size > remembered && oldest !== undefined) this.expiry.delete(oldest);
    return hit ? { ...nothing, read: tokens } : { created: tokens, read: 0, ttl: marked.ttl };
  }

  reset(): void {
    this.expiry.clear();
  }
}

/** Tools and system text up to the last breakpoint; null when nothing is marked. */
function prefixOf(body: MessageBody): { text: string; ttl: '5m' | '1h' } | null {
  const tools = body.tools ?? [];
  const system = typeof body.system === 'string' ? [] : (body.system ?? []);
  const parts = [...tools, ...system];
  const last = parts.findLastIndex((part) => part.cache_control);
  if (last !== -1) {
    return { text: JSON.stringify(parts.slice(0, last + 1)), ttl: parts[last]?.cache_control?.ttl ?? '5m' };
  }
  if (!body.cache_control) return null;
  return { text: JSON.stringify([tools, body.system ?? '']), ttl: body.cache_control.ttl ?? '5m' };
}
