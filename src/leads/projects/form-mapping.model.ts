import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { FORM_RULES, type FormMatch, type FormRuleName } from './form-matching';
import type { FormMapping } from './form-mapping.entity';

@ObjectType('FormMapping', { description: 'A form name and the project its senders are interested in.' })
export class FormMappingModel {
  @Field(() => ID, { description: 'Identifier, a UUID.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the form, unique in the tenant whatever its case.' })
  readonly formName!: string;

  @Field(() => ID, { description: 'Identifier of the project.' })
  readonly projectId!: string;

  @Field(() => Date, { description: 'When the mapping was created.' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When the mapping last changed.' })
  readonly updatedAt!: Date;

  static of({ id, formName, projectId, createdAt, updatedAt }: FormMapping): FormMappingModel {
    return Object.assign(new FormMappingModel(), { id, formName, projectId, createdAt, updatedAt });
  }
}

@ObjectType('FormMappingConnection', { description: 'A page of form mappings.' })
export class FormMappingConnection extends Connection(FormMappingModel) {}

const FormRuleEnum = Object.fromEntries(FORM_RULES.map((rule) => [rule, rule]));
registerEnumType(FormRuleEnum, {
  name: 'FormRule',
  description: 'How a form found its project; tried in this order.',
  valuesMap: {
    EXACT: { description: 'A mapping has exactly this name, whatever its case.' },
    PARTIAL: { description: 'The name of a mapping holds the name of the form, or is held by it; the longest wins.' },
    KEYWORD: { description: 'The name of the form holds a keyword of the project; the longest wins.' },
    NONE: { description: 'Nothing matches: leads of this form wait unmapped.' },
  },
});

@ObjectType('FormMappingTest', { description: 'Where leads of a form would go now.' })
export class FormMappingTestModel {
  @Field(() => String, { description: 'The form name that was tested.' })
  readonly formName!: string;

  @Field(() => FormRuleEnum, { description: 'The rule that matched.' })
  readonly rule!: FormRuleName;

  @Field(() => String, { nullable: true, description: 'The keyword that matched, for the rule KEYWORD.' })
  readonly keyword!: string | null;

  @Field(() => ID, { nullable: true, description: 'The mapping that matched, for the rules EXACT and PARTIAL.' })
  readonly mappingId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Identifier of the project found; null when none was.' })
  readonly projectId!: string | null;

  static of(formName: string, match: FormMatch): FormMappingTestModel {
    return Object.assign(new FormMappingTestModel(), {
      formName,
      rule: match.rule,
      keyword: match.rule === 'KEYWORD' ? match.keyword : null,
      mappingId: match.rule === 'EXACT' || match.rule === 'PARTIAL' ? match.mappingId : null,
      projectId: match.rule === 'NONE' ? null : match.projectId,
    });
  }
}
