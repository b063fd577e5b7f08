import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from '../../platform/access/allow.decorator';
import type { Operation, OperationKind } from './access-table';

type Handler = (...args: unknown[]) => unknown;
type Owner = abstract new (...args: never[]) => unknown;

/** Nest's GraphQL package keeps these names to itself; the walk of the whole schema in the tests notices if they change. */
const RESOLVER_TYPE = 'graphql:resolver_type';
const RESOLVER_NAME = 'graphql:resolver_name';

const ROOTS: readonly unknown[] = ['Query', 'Mutation', 'Subscription'] satisfies readonly OperationKind[];

/** Finds every query, mutation, subscription and route of the program with its rule. The program does not start while one has none. */
@Injectable()
export class AccessWalk implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.operations().filter(({ rule }) => !rule);
    if (open.length === 0) return;
    const names = open.map(({ kind, name, handler }) => `${kind} ${name} (${handler})`);
    throw new Error(`Neither allowed nor public: ${names.join(', ')}.`);
  }

  operations(): Operation[] {
    const resolvers = this.discovery.getProviders().flatMap(({ metatype }) => this.within(metatype, rootFieldsOf));
    const controllers = this.discovery.getControllers().flatMap(({ metatype }) => this.within(metatype, routesOf));
    return [...resolvers, ...controllers];
  }

  private within(metatype: unknown, read: (owner: Owner, handler: Handler) => Found[]): Operation[] {
    if (typeof metatype !== 'function' || !metatype.prototype) return [];
    const owner = metatype as Owner;
    const methods = owner.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(methods).flatMap((name) => {
      const handler = methods[name];
      if (!handler) return [];
      const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, owner]);
      return read(owner, handler).map((found) => ({ ...found, rule, handler: `${owner.name}.${name}` }));
    });
  }
}

type Found = Pick<Operation, 'kind' | 'name'>;

function rootFieldsOf(_owner: Owner, handler: Handler): Found[] {
  const kind: unknown = Reflect.getMetadata(RESOLVER_TYPE, handler);
  if (!ROOTS.includes(kind)) return [];
  const name: unknown = Reflect.getMetadata(RESOLVER_NAME, handler);
  return [{ kind: kind as OperationKind, name: typeof name === 'string' ? name : handler.name }];
}

function routesOf(owner: Owner, handler: Handler): Found[] {
  const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler);
  if (typeof method !== 'number') return [];
  const bases = pathsOf(Reflect.getMetadata(PATH_METADATA, owner));
  const paths = pathsOf(Reflect.getMetadata(PATH_METADATA, handler));
  const verb = RequestMethod[method] ?? 'ALL';
  return bases.flatMap((base) =>
    paths.map((path) => ({ kind: 'Route' as const, name: `${verb} ${joined(base, path)}` })),
  );
}

function pathsOf(metadata: unknown): string[] {
  const paths: unknown[] = Array.isArray(metadata) ? metadata : [metadata];
  return paths.map((path) => (typeof path === 'string' ? path.replaceAll(/^\/+|\/+$/g, '') : ''));
}

function joined(base: string, path: string): string {
  return `/${[base, path].filter(Boolean).join('/')}`;
}
