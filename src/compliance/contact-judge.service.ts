import { Injectable } from '@nestjs/common';
import type { ContactFacts } from './contact-facts';
import type { ContactRequest } from './dial-request';
import { Judge, type Judgement } from './judge';
import { RuleBook } from './rules/rule-book.service';

/** The judge under the rules the program runs on. */
@Injectable()
export class ContactJudge {
  private readonly bench: Judge;

  constructor(book: RuleBook) {
    this.bench = new Judge(book);
  }

  judge(request: ContactRequest, facts: ContactFacts): Judgement {
    return this.bench.judge(request, facts);
  }
}
