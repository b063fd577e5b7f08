import { Field, InputType, TypeMetadataStorage } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsString, ValidateNested } from 'class-validator';
import { InputPipe } from './input.pipe';
import { InvalidInput } from './invalid-input';

class Inner {
  @IsString()
  name!: string;
}

class Outer {
  @ValidateNested({ each: true })
  @Type(() => Inner)
  inner!: Inner[];
}

@InputType()
class SchemaInput {
  @Field(() => String)
  undecorated!: string;
}

async function problemsIn(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}

describe('InputPipe', () => {
  const pipe = new InputPipe();

  it('makes instances and names nested fields by their path', async () => {
    const body = { type: 'body', metatype: Outer } as const;
    const good = (await pipe.transform({ inner: [{ name: 'x' }] }, body)) as Outer;
    expect(good.inner[0]).toBeInstanceOf(Inner);
    expect(await problemsIn(pipe.transform({ inner: [{ name: 1 }, { name: 'x', extra: 1 }], more: 1 }, body))).toEqual([
      { field: 'more', message: 'is not known' },
      { field: 'inner.0.name', message: 'must be a string' },
      { field: 'inner.1.extra', message: 'is not known' },
    ]);
    expect(await problemsIn(pipe.transform({ inner: [{ name: 1 }] }, { ...body, data: 'input' }))).toEqual([
      { field: 'input.inner.0.name', message: 'must be a string' },
    ]);
  });

  it('leaves to the schema what the schema has checked', async () => {
    // Decorators are read when a schema is built.
    jest
      .spyOn(TypeMetadataStorage, 'getInputTypesMetadata')
      .mockReturnValue([{ target: SchemaInput, name: 'SchemaInput' }]);
    const value = await pipe.transform({ undecorated: 'kept' }, { type: 'body', metatype: SchemaInput, data: 'input' });
    expect(value).toEqual({ undecorated: 'kept' });
  });

  it('touches neither files on their way in nor big numbers', async () => {
    const file = Promise.resolve('file');
    expect(await pipe.transform(file, { type: 'body', metatype: Promise, data: 'file' })).toBe('file');
    expect(await pipe.transform(7n, { type: 'body', metatype: BigInt as never, data: 'micros' })).toBe(7n);
  });
});
