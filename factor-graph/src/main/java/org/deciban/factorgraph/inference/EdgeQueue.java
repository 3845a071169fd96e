package org.deciban.factorgraph.inference;

/** All edges in a binary heap, the one of highest priority on top; of equal priorities the heap's order decides. */
final class EdgeQueue {
    private final int[] heap;
    private final int[] placeOf;
    private final double[] priority;

    /** All priorities zero. */
    EdgeQueue(int edges) {
        this.heap = new int[edges];
        this.placeOf = new int[edges];
        this.priority = new double[edges];
        for (int e = 0; e < edges; e++) {
            heap[e] = e;
            placeOf[e] = e;
        }
    }

    int top() {
        return heap[0];
    }

    double topPriority() {
        return priority[heap[0]];
    }

    void setPriority(int edge, double newPriority) {
        priority[edge] = newPriority;
        siftUp(placeOf[edge]);
        siftDown(placeOf[edge]);
    }

    private void siftUp(int from) {
        int place = from;
        while (place > 0 && priority[heap[place]] > priority[heap[(place - 1) / 2]]) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void siftDown(int from) {
        int place = from;
        int largest = largestOfFamily(place);
        while (largest != place) {
            swap(place, largest);
            place = largest;
            largest = largestOfFamily(place);
        }
    }

    private int largestOfFamily(int place) {
        int largest = place;
        for (int child = 2 * place + 1; child <= 2 * place + 2 && child < heap.length; child++) {
            if (priority[heap[child]] > priority[heap[largest]]) {
                largest = child;
            }
        }
        return largest;
    }

    private void swap(int a, int b) {
        int edge = heap[a];
        heap[a] = heap[b];
        heap[b] = edge;
        placeOf[heap[a]] = a;
        placeOf[heap[b]] = b;
    }
}
