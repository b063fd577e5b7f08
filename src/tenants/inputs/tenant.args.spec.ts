import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { TenantArgs } from './tenant.args';

const read = (id: unknown): TenantArgs => plainToInstance(TenantArgs, { id });

describe('TenantArgs', () => {
  it('names a company as its rows do, however the id is written', () => {
    const args = read('018F0000-0000-7000-8000-00000000000A');
    expect(args.id).toBe('018f0000-0000-7000-8000-00000000000a');
    expect(validateSync(args)).toEqual([]);
    expect(validateSync(read('acme'))).toHaveLength(1);
  });
});
