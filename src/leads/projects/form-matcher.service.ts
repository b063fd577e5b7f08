import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { foldRules, type FormMatch, type FormRule, type FormRules, type KeywordRule, matchForm } from './form-matching';

/** Finds the projects of forms by the tenant's mappings and keywords. */
@Injectable()
export class FormMatcher {
  constructor(private readonly work: UnitOfWork) {}

  /** How each form name matches; two statements however many names, none for no name. */
  async match(formNames: readonly string[]): Promise<ReadonlyMap<string, FormMatch>> {
    const names = [...new Set(formNames)];
    if (names.length === 0) return new Map();
    const rules = await this.rules();
    return new Map(names.map((name) => [name, matchForm(name, rules)]));
  }

  private async rules(): Promise<FormRules> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) =>
      foldRules(
        await rowsOf<FormRule>(
          tx,
          'select id, form_name as "formName", project_id as "projectId" from form_mappings where tenant_id = $1',
          [tenantId],
        ),
        await rowsOf<KeywordRule>(
          tx,
          'select id as "projectId", keywords from projects where tenant_id = $1 and keywords <> \'{}\'',
          [tenantId],
        ),
      ),
    );
  }
}
