import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { GraphQLSchemaHost, TypeMetadataStorage } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import { AppModule } from '../../../src/app.module';
import { printSchemaOf } from '../../../src/platform/graphql/print-schema';
import { testConfig } from '../../support/test-config';
import { cloneDatabase, type ClonedDatabase, redisNamespace } from '../../support/test-services';

const COMMITTED = join(__dirname, '../../../src/schema.gql');

describe('the schema', () => {
  let app: INestApplication;
  let database: ClonedDatabase;

  beforeAll(async () => {
    database = await cloneDatabase();
    const config = testConfig(database, redisNamespace());
    const module = await Test.createTestingModule({ imports: [AppModule.with(config)] }).compile();
    app = module.createNestApplication({ logger: false });
    await app.init();
  });

  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  it('is the committed one; UPDATE_SCHEMA=1 writes it', () => {
    const printed = printSchemaOf(app);
    if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(COMMITTED, printed);
    expect(existsSync(COMMITTED) ? readFileSync(COMMITTED, 'utf8') : '').toBe(printed);
  });

  it('gives an upload longer than other operations', () => {
    const { schema } = app.get(GraphQLSchemaHost, { strict: false });
    expect(schema.getMutationType()?.getFields()['importLeads']?.extensions).toMatchObject({ executionMs: 1_800_000 });
  });

  it('describes every type, field, argument and value', () => {
    expect(undescribed(app.get(GraphQLSchemaHost, { strict: false }).schema)).toEqual([]);
  });

  it('keeps the resolver of every property that holds a promise, and of no other', () => {
    const { schema } = app.get(GraphQLSchemaHost, { strict: false });
    const promised = promisedFields();
    expect([...promised]).toContain('totalCount');
    const unresolved = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter(({ name, resolve }) => promised.has(name) && !resolve)
            .map(({ name }) => `${type.name}.${name}`)
        : [],
    );
    expect(unresolved).toEqual([]);
    const lead = schema.getType('Lead');
    expect(isObjectType(lead) && lead.getFields()['name']?.resolve).toBeUndefined();
  });
});

/** Names of the fields declared as promises: a compiled query answers a property without waiting for it. */
function promisedFields(): ReadonlySet<string> {
  const fields = TypeMetadataStorage.getObjectTypesMetadata().flatMap(({ properties = [] }) => properties);
  const promised = fields.filter(
    ({ target, name }) => Reflect.getMetadata('design:type', target.prototype as object, name) === Promise,
  );
  return new Set(promised.map(({ schemaName }) => schemaName));
}

function undescribed(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isIntrospectionType(type)) return [];
    const isRoot = roots.some((root) => root === type);
    const own = type.description || isRoot ? [] : [type.name];
    if (isEnumType(type)) return [...own, ...missing(type.name, type.getValues())];
    if (isInputObjectType(type)) return [...own, ...missing(type.name, Object.values(type.getFields()))];
    if (!isObjectType(type) && !isInterfaceType(type)) return own;
    const fields = Object.values(type.getFields());
    return [
      ...own,
      ...missing(type.name, fields),
      ...fields.flatMap((field) => missing(`${type.name}.${field.name}`, field.args)),
    ];
  });
}

function missing(owner: string, parts: readonly { name: string; description?: string | null }[]): string[] {
  return parts.filter((part) => !part.description).map((part) => `${owner}.${part.name}`);
}
