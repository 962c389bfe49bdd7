// Results as TAP, which tools/check.py reads.
import type { Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';

export default class Tap implements Reporter {
    private count = 0;

    onTestEnd(test: TestCase, result: TestResult): void {
        if (result.status !== test.expectedStatus && test.results.length <= test.retries) return;
        this.count += 1;
        const name = test.titlePath().filter(Boolean).join(' > ').replaceAll('#', ' ');
        if (result.status === 'skipped') console.log(`ok ${this.count} - ${name} # SKIP`);
        else console.log(`${result.status === 'passed' ? 'ok' : 'not ok'} ${this.count} - ${name}`);
        // eslint-disable-next-line no-control-regex
        const plain = (result.error?.message ?? '').replace(/\u001b\[[0-9;]*m/g, '');
        for (const line of plain.split('\n').slice(0, 25)) if (line) console.log(`# ${line}`);
    }

    onError(error: TestError): void {
        this.count += 1;
        console.log(`not ok ${this.count} - before the tests\n# ${(error.message ?? error.value ?? '').replaceAll('\n', '\n# ')}`);
    }

    onEnd(): void {
        console.log(`1..${this.count}`);
    }
}
