package dev.millrace.common.audit;

final class InMemoryItemsTest extends ItemStoreBehaviour {
    @Override
    ItemStore store() {
        return new InMemoryItems();
    }
}
