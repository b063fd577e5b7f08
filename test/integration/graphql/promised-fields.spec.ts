import 'reflect-metadata';
import { TypeMetadataStorage } from '@nestjs/graphql';
import '../../../src/app.module';
import { HOLDS_A_PROMISE } from '../../../src/platform/graphql/plain-fields';

interface Declared {
  readonly name: string;
  readonly target: { readonly name: string; readonly prototype: object };
  readonly extensions?: Record<string, unknown>;
}

/** Fields whose property is declared as a promise; a compiled query would answer such a property without waiting for it. */
function promised(): (Declared & { readonly isMarked: boolean })[] {
  TypeMetadataStorage.compile();
  const types = TypeMetadataStorage.getObjectTypesMetadata();
  return types
    .flatMap(({ properties }) => (properties ?? []) as unknown as Declared[])
    .filter(({ target, name }) => Reflect.getMetadata('design:type', target.prototype, name) === Promise)
    .map((field) => ({ ...field, isMarked: field.extensions?.['holdsAPromise'] === HOLDS_A_PROMISE.holdsAPromise }));
}

it('are all marked, so that they keep a resolver', () => {
  const fields = promised();
  expect(fields.map(({ name }) => name)).toContain('totalCount');
  expect(fields.filter(({ isMarked }) => !isMarked).map(({ target, name }) => `${target.name}.${name}`)).toEqual([]);
});
