package io.github.grokcheck.history;

/** The store that needs nothing installed. */
class H2HistoryStoreTest extends HistoryStoreContractTest {
    @Override
    StoreAddress empty() {
        return StoreAddress.ofFile(folder.resolve("history"));
    }
}
