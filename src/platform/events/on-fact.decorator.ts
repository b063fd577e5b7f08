import { SetMetadata } from '@nestjs/common';
import type { Fact, FactDelivery } from './fact';

export const FACT_LISTENER = 'callwright:fact-listener';

type ListenerMethod<P extends object> = (payload: P, delivery: FactDelivery) => Promise<void>;

/**
 * Runs the method after the transaction that recorded the fact has committed, in the tenant's context, at least once:
 * it must not mind running twice. Throwing asks for another delivery later, of every listener of that event.
 */
export function OnFact<P extends object>(fact: Fact<P>) {
  return <M extends ListenerMethod<P>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(FACT_LISTENER, fact.name)(target, key, descriptor as PropertyDescriptor);
  };
}
