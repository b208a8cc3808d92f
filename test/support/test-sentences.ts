import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The sentences of the tests in a file: the first argument of `it(…)`, `test(…)`, `it.each(…)(…)` and the like. */
export function testSentences(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const sentences: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [first] = node.arguments;
      if (first !== undefined && ts.isStringLiteralLike(first)) sentences.push(first.text);
      if (first !== undefined && ts.isTemplateExpression(first)) sentences.push(first.head.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sentences;
}

/** Whether what is called is `it` or `test`, or made of one of them; one that is switched off for good is none. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test';
  if (ts.isCallExpression(callee)) return isTest(callee.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return !['skip', 'todo', 'fixme'].includes(callee.name.text) && isTest(callee.expression);
}
