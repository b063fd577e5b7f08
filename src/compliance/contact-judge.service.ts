import { Injectable } from '@nestjs/common';
import { Judge } from './judge';
import { RuleBook } from './rules/rule-book.service';

/** The judge under the rules the program runs on. */
@Injectable()
export class ContactJudge extends Judge {
  constructor(book: RuleBook) {
    super(book);
  }
}
