import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

/** Finds the methods of all providers that a decorator has marked with a name (`SetMetadata(mark, name)`). */
@Injectable()
export class MarkedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** The methods of each name, bound to their instances. The caller vouches for their type: its decorator checks it. */
  find<M extends (...parameters: never[]) => unknown>(mark: string): Map<string, M[]> {
    const found = new Map<string, M[]>();
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method: unknown = Reflect.get(instance, key);
        if (typeof method !== 'function') continue;
        const name = this.reflector.get<string | undefined>(mark, method);
        if (name) found.set(name, [...(found.get(name) ?? []), method.bind(instance) as M]);
      }
    }
    return found;
  }
}
