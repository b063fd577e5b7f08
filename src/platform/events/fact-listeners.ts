import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { FactDelivery } from './fact';
import { FACT_LISTENER } from './on-fact.decorator';

type Listener = (payload: object, delivery: FactDelivery) => Promise<void>;

/** Finds every `@OnFact` method at start. */
@Injectable()
export class FactListeners implements OnApplicationBootstrap {
  private readonly byName = new Map<string, Listener[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const methods = instance as Record<string, Listener>;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = methods[method];
        const name = handler && this.reflector.get<string | undefined>(FACT_LISTENER, handler);
        if (handler && name) this.add(name, handler.bind(instance));
      }
    }
  }

  of(name: string): readonly Listener[] {
    return this.byName.get(name) ?? [];
  }

  private add(name: string, listener: Listener): void {
    this.byName.set(name, [...this.of(name), listener]);
  }
}
