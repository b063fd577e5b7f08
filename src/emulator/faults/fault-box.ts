import { draw } from '../simulation/seeded';
import type { Knobs } from '../simulation/knobs';
import { faultNames, type FaultName, type FaultPlan, type FaultSettings } from './fault-plan';

/** What a fault is asked about. */
export interface FaultSubject {
  /** Identifies the occasion: draws with the same seed, fault and key fall the same way. */
  key: string;
  to?: string;
  event?: string;
  kind?: 'reply' | 'extraction';
  text?: string;
}

interface Filters {
  p?: number;
  n?: number;
  to?: string | string[];
  events?: string[];
  kind?: string;
  match?: string;
}

/** How often a fault was asked for and struck; a fault that never struck proves nothing. */
export interface FaultReport {
  name: FaultName;
  settings: unknown;
  struck: number;
}

/** Holds the faults in force and decides, occasion by occasion, whether one strikes. */
export class FaultBox {
  private readonly plan = new Map<FaultName, Filters>();
  private readonly struck = new Map<FaultName, number>();

  constructor(private readonly knobs: Knobs) {}

  /** Sets the named faults; others stay. Setting a fault anew starts its count again. */
  merge(plan: FaultPlan): void {
    for (const name of faultNames) {
      const settings = plan[name];
      if (settings === undefined) continue;
      this.struck.delete(name);
      if (settings === null) this.plan.delete(name);
      else this.plan.set(name, settings);
    }
  }

  replace(plan: FaultPlan): void {
    this.clear();
    this.merge(plan);
  }

  clear(): void {
    this.plan.clear();
    this.struck.clear();
  }

  /** The settings of the fault if it strikes here, else null. Asking counts: ask once per occasion. */
  strike<Name extends FaultName>(name: Name, subject: FaultSubject): FaultSettings[Name] | null {
    const settings = this.plan.get(name);
    if (!settings || !applies(settings, subject)) return null;
    const struck = this.struck.get(name) ?? 0;
    if (settings.n !== undefined && struck >= settings.n) return null;
    if (settings.p !== undefined && draw(this.knobs.seed, 'fault', name, subject.key) >= settings.p) return null;
    this.struck.set(name, struck + 1);
    return settings as FaultSettings[Name];
  }

  report(): FaultReport[] {
    return [...this.plan].map(([name, settings]) => ({ name, settings, struck: this.struck.get(name) ?? 0 }));
  }
}

function applies(filters: Filters, subject: FaultSubject): boolean {
  if (filters.to !== undefined && !among(filters.to, subject.to)) return false;
  if (filters.events && !filters.events.includes(subject.event ?? '')) return false;
  if (filters.kind && filters.kind !== subject.kind) return false;
  return !filters.match || (subject.text ?? '').includes(filters.match);
}

function among(wanted: string | string[], number: string | undefined): boolean {
  if (number === undefined) return false;
  return typeof wanted === 'string' ? wanted === number : wanted.includes(number);
}
