import { Injectable } from '@nestjs/common';
import { MarkedMethods } from '../discovery/marked-methods';
import type { FactDelivery } from './fact';
import { FACT_LISTENER } from './on-fact.decorator';

type Listener = (payload: object, delivery: FactDelivery) => Promise<void>;

/** Every `@OnFact` method; looked for when the first fact is delivered, so no delivery can come before it. */
@Injectable()
export class FactListeners {
  private byName?: ReadonlyMap<string, readonly Listener[]>;

  constructor(private readonly methods: MarkedMethods) {}

  of(name: string): readonly Listener[] {
    this.byName ??= this.methods.find<Listener>(FACT_LISTENER);
    return this.byName.get(name) ?? [];
  }
}
