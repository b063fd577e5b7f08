import { buildSchema, graphql } from 'graphql';
import { LightFields } from './light-fields';

it('resolve with the plain function, and only fields that exist', async () => {
  const fields = new LightFields();
  fields.resolve<{ id: string }, { first: number }>('Lead.calls', ({ id }, { first }) => first + Number(id));
  const schema = fields.applyTo(buildSchema('type Query { lead: Lead } type Lead { calls(first: Int = 2): Int }'));
  const answer = await graphql({ schema, source: '{ lead { calls } }', rootValue: { lead: { id: '40' } } });
  expect(answer).toEqual({ data: { lead: { calls: 42 } } });
  fields.resolve('Lead.texts', () => 0);
  expect(() => fields.applyTo(schema)).toThrow('The schema has no field Lead.texts.');
});
