// The desk of letters: a template in fields and words, beside it the letter as it will be printed.
import './letters.css';
import { openDesk } from './desk';

void openDesk();
